"""Every table of the first release; the SQL lies beside this file."""

from alembic import op

from vestnik.storage.migrations.first import statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
