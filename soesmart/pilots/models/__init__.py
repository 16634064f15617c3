from soesmart.pilots.models.pilot import Pilot, PilotNote
from soesmart.pilots.models.programme import Programme, RelatedProject

__all__ = ["Pilot", "PilotNote", "Programme", "RelatedProject"]
