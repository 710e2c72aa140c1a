"""All tables in one place: import from here where several are needed."""

from anymask.engine.database.masks import Mask, MaskChange, Verdict
from anymask.engine.database.people import Account, Event, Membership, Project, Token
from anymask.engine.database.pictures import Flag, Image, MaskCount
from anymask.engine.database.schema import Base
from anymask.engine.database.work import Job, Model, Round, Task

__all__ = [
    "Account",
    "Base",
    "Event",
    "Flag",
    "Image",
    "Job",
    "Mask",
    "MaskChange",
    "MaskCount",
    "Membership",
    "Model",
    "Project",
    "Round",
    "Task",
    "Token",
    "Verdict",
]
