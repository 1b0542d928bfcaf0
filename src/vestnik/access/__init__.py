"""Who acts, what they may, and how they prove who they are."""
