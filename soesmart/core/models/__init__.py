from soesmart.core.models.audit import AuditEntry, AuditHead
from soesmart.core.models.outbox import OutboxMessage
from soesmart.core.models.schedule import ScheduleMark
from soesmart.core.models.stamp import Stamp

__all__ = ["AuditEntry", "AuditHead", "OutboxMessage", "ScheduleMark", "Stamp"]
