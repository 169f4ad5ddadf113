"""How the schema came to be: alembic runs these when a store is opened."""
