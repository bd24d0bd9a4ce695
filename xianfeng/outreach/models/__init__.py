"""Mass organisations and events, contact points and visits there, integrity education."""

from xianfeng.outreach.models.contacts import Contact, ContactProblem, ContactVisit
from xianfeng.outreach.models.events import Event, MassOfficer, MassOrganisation
from xianfeng.outreach.models.integrity import BaseVisit, EducationBase, Lesson

__all__ = [
    "BaseVisit",
    "Contact",
    "ContactProblem",
    "ContactVisit",
    "EducationBase",
    "Event",
    "Lesson",
    "MassOfficer",
    "MassOrganisation",
]
