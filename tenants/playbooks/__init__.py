"""The model a municipality starts from, as versioned files: a new version is a new file, an old one never changes."""

from tenants.playbooks.facts import Kind, Malformed, Playbook, Section, Setting, Text
from tenants.playbooks.reading import load, parse, references

__all__ = ["Kind", "Malformed", "Playbook", "Section", "Setting", "Text", "load", "parse", "references"]
