"""What was sent to a model, so that nothing is sent twice; and how much of a day's tokens went to answers.

Only adds: rows of before are all digests'.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("llm_usage", sa.Column("asked_tokens", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "model_texts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("reckoned", sa.Integer(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Float(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_model_texts_story_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_model_texts_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_model_texts"),
    )
    op.create_index("ix_model_texts_story_id", "model_texts", ["story_id"])
    op.create_index("ix_model_texts_day_state", "model_texts", ["day", "state"])
    op.create_index("ix_model_texts_workspace_id", "model_texts", ["workspace_id"])


def downgrade() -> None:
    raise NotImplementedError("databases only go forward; restore a backup instead")
