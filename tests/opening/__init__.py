"""Steering a municipality."""
