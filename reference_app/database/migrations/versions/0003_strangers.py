"""Where guesses come from that are nobody's and how long it has to wait; where on the internet a school is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "strangers",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_strangers")),
    )
    with op.batch_alter_table("strangers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_strangers_since"), ["since"], unique=False)
    op.add_column("schools", sa.Column("address_ranges", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("schools", "address_ranges")
    with op.batch_alter_table("strangers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_strangers_since"))

    op.drop_table("strangers")
