"""What one may type to sign in, to look after one's own account, and to invite others."""
