"""Masks are counted for each image, and found and attributed through indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EXPLORED = ("project_id", "state", "stage", "account_id", "model_id", "category")
MADE = ("project_id", "state", "origin", "stage", "created_ms", "seconds", "clicks")
DRAWN = ("project_id", "account_id", "state", "image_id", "seconds", "clicks", "updated_ms")

SQLITE = (
    """
    CREATE TRIGGER image_added AFTER INSERT ON image BEGIN
        INSERT INTO mask_count (image_id, project_id, masks) VALUES (NEW.id, NEW.project_id, 0);
    END
    """,
    """
    CREATE TRIGGER mask_added AFTER INSERT ON mask WHEN NEW.state = 'kept' BEGIN
        UPDATE mask_count SET masks = masks + 1 WHERE image_id = NEW.image_id;
    END
    """,
    """
    CREATE TRIGGER mask_changed AFTER UPDATE OF state ON mask
    WHEN (OLD.state = 'kept') <> (NEW.state = 'kept') BEGIN
        UPDATE mask_count SET masks = masks + (NEW.state = 'kept') - (OLD.state = 'kept')
        WHERE image_id = NEW.image_id;
    END
    """,
    """
    CREATE TRIGGER mask_removed AFTER DELETE ON mask WHEN OLD.state = 'kept' BEGIN
        UPDATE mask_count SET masks = masks - 1 WHERE image_id = OLD.image_id;
    END
    """,
)
POSTGRES = (
    """
    CREATE FUNCTION count_image() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO mask_count (image_id, project_id, masks) VALUES (NEW.id, NEW.project_id, 0);
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION count_mask() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP IN ('UPDATE', 'DELETE') AND OLD.state = 'kept' THEN
            UPDATE mask_count SET masks = masks - 1 WHERE image_id = OLD.image_id;
        END IF;
        IF TG_OP IN ('UPDATE', 'INSERT') AND NEW.state = 'kept' THEN
            UPDATE mask_count SET masks = masks + 1 WHERE image_id = NEW.image_id;
        END IF;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER image_added AFTER INSERT ON image FOR EACH ROW EXECUTE FUNCTION count_image()",
    """
    CREATE TRIGGER mask_added AFTER INSERT OR DELETE ON mask
    FOR EACH ROW EXECUTE FUNCTION count_mask()
    """,
    """
    CREATE TRIGGER mask_changed AFTER UPDATE OF state ON mask
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION count_mask()
    """,
)
COUNTED = """
    INSERT INTO mask_count (image_id, project_id, masks)
    SELECT image.id, image.project_id,
        (SELECT count(*) FROM mask WHERE mask.image_id = image.id AND mask.state = 'kept')
    FROM image
"""


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "mask_count",
        sa.Column("image_id", KEY, autoincrement=False, nullable=False),
        sa.Column("project_id", KEY, nullable=False),
        sa.Column("masks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["image_id"], ["image.id"], name="fk_mask_count_image_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_mask_count_project_id"),
        sa.PrimaryKeyConstraint("image_id", name="pk_mask_count"),
    )
    op.create_index("ix_mask_count_project_id_masks", "mask_count", ["project_id", "masks"])
    explored = [*EXPLORED, "image_id", "area", "predicted_iou"]
    op.create_index("ix_mask_explored", "mask", explored)
    op.create_index("ix_mask_drawn", "mask", list(DRAWN))
    op.create_index("ix_mask_made", "mask", list(MADE))
    on_image = ["image_id", "state", "created_ms"]
    op.create_index("ix_mask_image_id_state_created_ms", "mask", on_image)
    op.drop_index("ix_mask_image_id_state", "mask")
    op.drop_index("ix_mask_project_id_stage", "mask")
    op.create_index("ix_task_account_id_ended_ms", "task", ["account_id", "ended_ms"])
    op.execute(COUNTED)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for trigger, table in (
        *(("image_added", "image"), ("mask_added", "mask"), ("mask_changed", "mask")),
        ("mask_removed", "mask"),
    ):
        on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
        op.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION count_image()")
        op.execute("DROP FUNCTION count_mask()")
    op.drop_index("ix_task_account_id_ended_ms", "task")
    op.create_index("ix_mask_project_id_stage", "mask", ["project_id", "stage"])
    op.create_index("ix_mask_image_id_state", "mask", ["image_id", "state"])
    op.drop_index("ix_mask_image_id_state_created_ms", "mask")
    op.drop_index("ix_mask_made", "mask")
    op.drop_index("ix_mask_drawn", "mask")
    op.drop_index("ix_mask_explored", "mask")
    op.drop_index("ix_mask_count_project_id_masks", "mask_count")
    op.drop_table("mask_count")
