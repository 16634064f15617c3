"""What a campaign still lacks, read from its rows."""

from soesmart.participation.models import Campaign, CodeBatch
from soesmart.participation.queries.windows import fault_beside, windows_of
from soesmart.participation.rules import Voting, Who
from soesmart.participation.rules.readiness import Missing, Prepared, missing_in


def readiness(campaign: Campaign) -> list[Missing]:
    """What is missing before it may be published, in the order of the office's pages. At most five queries."""
    windows = windows_of(campaign)
    fault = fault_beside(windows, phase=campaign.phase, but=campaign)
    live_codes = campaign.who == Who.CODE and CodeBatch.objects.filter(campaign=campaign, revoked_at=None).exists()
    return missing_in(
        Prepared(
            title=campaign.title,
            summary=campaign.summary,
            question=campaign.question,
            text=campaign.text,
            contact=campaign.contact,
            has_phase=campaign.phase_id is not None,
            voting=Voting(campaign.voting),
            limit=campaign.limit,
            limit_each=campaign.limit_each,
            who=Who(campaign.who),
            codes=int(live_codes),
            answer_days=campaign.answer_days,
            ideas=campaign.ideas_count,
            rights=frozenset(right for right, _ in windows),
            faults=(fault,) if fault else (),
        )
    )
