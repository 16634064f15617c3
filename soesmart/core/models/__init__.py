from soesmart.core.models.audit import AuditEntry, AuditHead
from soesmart.core.models.outbox import OutboxMessage
from soesmart.core.models.schedule import ScheduleMark

__all__ = ["AuditEntry", "AuditHead", "OutboxMessage", "ScheduleMark"]
