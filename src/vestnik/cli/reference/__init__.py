"""The reference pages, made from what is declared: `vestnik docs` writes them, tests hold the repository to them."""
