"""The walls between municipalities, and the proof that they hold."""
