"""Work and its money: rule sets and placements, attended days and confirmed months, rates and claims."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from tenants.policies import texts

revision = "0006_work"
down_revision = "0005_network"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = (
    "reimbursement_line",
    "reimbursement_claim",
    "reimbursement_policy",
    "reimbursement_template",
    "attendance_day",
    "attendance_month",
    "attendance_event",
    "placements_placement",
    "placements_rule_set",
)
ANSWER_IS_KNOWN = "answer IN ('present', 'absent')"
MINUTES_GO_WITH_ANSWER = "CASE answer WHEN 'present' THEN minutes BETWEEN 1 AND 1440 ELSE minutes = 0 END"


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _rule_sets()
    _placements()
    _attendance()
    _rates()
    _claims()
    for statement in (*_work_policies(), *_money_policies()):
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.execute("DROP EXTENSION btree_gist")


def _rule_sets() -> None:
    figures = ("min_days_a_week", "max_days_a_week", "min_minutes_a_day", "max_minutes_a_day", "max_minutes_a_week")
    table = "placements_rule_set"
    op.create_table(
        table,
        *_tenant(table),
        _text("service_type"),
        *_in_languages("name"),
        _day("valid_from"),
        sa.Column("valid_to", sa.Date),
        *(_number(figure) for figure in (*figures, "min_months", "max_months")),
        sa.Column("host_kinds", sa.ARRAY(sa.String), nullable=False),
        sa.Column("plan_bases", sa.ARRAY(sa.String), nullable=False),
        *_in_languages("law"),
        _instant("installed_at"),
        sa.UniqueConstraint("municipality_id", "service_type", "valid_from", name=f"{table}_begins_once"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=f"{table}_ends_after_it_begins"),
        sa.CheckConstraint(
            "1 <= min_days_a_week AND min_days_a_week <= max_days_a_week AND max_days_a_week <= 7",
            name=f"{table}_days_are_of_a_week",
        ),
        sa.CheckConstraint(
            "0 < min_minutes_a_day AND min_minutes_a_day <= max_minutes_a_day"
            " AND max_minutes_a_day <= max_minutes_a_week AND max_minutes_a_day <= 1440",
            name=f"{table}_minutes_fit",
        ),
        sa.CheckConstraint("1 <= min_months AND min_months <= max_months", name=f"{table}_months_fit"),
    )


def _placements() -> None:
    table = "placements_placement"
    op.create_table(
        table,
        *_tenant(table),
        *(_id(name) for name in ("client_id", "client_person_id", "task_id", "association_id", "rule_set_id")),
        _day("first_on"),
        _day("last_on"),
        sa.Column("weekdays", sa.ARRAY(sa.BigInteger), nullable=False),
        _number("minutes_a_day"),
        sa.Column("plan_basis", sa.String),
        sa.Column("plan_on", sa.Date),
        _id("counsellor_id"),
        _text("supervisor"),
        _instant("agreed_at"),
        _id("agreed_by"),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", sa.Uuid),
        sa.Column("ended_on", sa.Date),
        _key(table, "client", "intake_client", client_id="id", client_person_id="person_id"),
        _key(table, "task", "worktasks_task", task_id="id", association_id="association_id"),
        _key(table, "rule_set", "placements_rule_set", rule_set_id="id"),
        sa.UniqueConstraint("municipality_id", "id", "client_person_id", name=f"{table}_is_of_its_client"),
        sa.CheckConstraint("last_on >= first_on", name=f"{table}_ends_after_it_begins"),
        sa.CheckConstraint(
            "cardinality(weekdays) BETWEEN 1 AND 7 AND weekdays <@ '{1,2,3,4,5,6,7}'::bigint[]",
            name=f"{table}_weekdays_are_days",
        ),
        sa.CheckConstraint("minutes_a_day BETWEEN 1 AND 1440", name=f"{table}_minutes_fit_a_day"),
        sa.CheckConstraint(
            "plan_basis IN ('activation_plan', 'multi_sector_plan', 'employment_plan')", name=f"{table}_plan_is_known"
        ),
        sa.CheckConstraint("(plan_basis IS NULL) = (plan_on IS NULL)", name=f"{table}_plan_has_its_date"),
        sa.CheckConstraint("btrim(supervisor) <> ''", name=f"{table}_supervisor_is_given"),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL) AND (ended_at IS NULL) = (ended_on IS NULL)",
            name=f"{table}_end_has_who_and_when",
        ),
        sa.CheckConstraint("ended_on BETWEEN first_on - 1 AND last_on", name=f"{table}_ends_within_its_period"),
    )
    for column in ("client_id", "client_person_id", "task_id", "association_id", "counsellor_id"):
        _index(table, column)


def _attendance() -> None:
    op.create_table(
        "attendance_event",
        *_tenant("attendance_event"),
        *_said(),
        _id("key"),
        _instant("marked_at"),
        _id("marked_by"),
        _placement_key("attendance_event"),
        sa.UniqueConstraint("municipality_id", "key", "placement_id", "day_on", name="attendance_event_is_sent_once"),
        sa.CheckConstraint(ANSWER_IS_KNOWN, name="attendance_event_answer_is_known"),
        sa.CheckConstraint(MINUTES_GO_WITH_ANSWER, name="attendance_event_minutes_go_with_answer"),
    )
    _index("attendance_event", "placement_id", "day_on")
    op.create_table(
        "attendance_month",
        *_tenant("attendance_month"),
        _id("placement_id"),
        _day("month_on"),
        _number("attended_days"),
        _instant("confirmed_at"),
        _id("confirmed_by"),
        _key("attendance_month", "placement", "placements_placement", placement_id="id"),
        sa.UniqueConstraint("municipality_id", "placement_id", "month_on", name="attendance_month_is_confirmed_once"),
        sa.UniqueConstraint("municipality_id", "id", "placement_id", name="attendance_month_belongs_to_its_placement"),
        sa.CheckConstraint("extract(day FROM month_on) = 1", name="attendance_month_is_its_first_day"),
        sa.CheckConstraint("attended_days BETWEEN 0 AND 31", name="attendance_month_days_fit"),
    )
    _index("attendance_month", "month_on")
    op.create_table(
        "attendance_day",
        *_tenant("attendance_day"),
        *_said(),
        _id("event_id"),
        sa.Column("month_id", sa.Uuid),
        _placement_key("attendance_day"),
        _key("attendance_day", "event", "attendance_event", event_id="id"),
        _key("attendance_day", "month", "attendance_month", month_id="id", placement_id="placement_id"),
        sa.UniqueConstraint("municipality_id", "client_person_id", "day_on", name="attendance_day_is_spent_once"),
        sa.CheckConstraint(ANSWER_IS_KNOWN, name="attendance_day_answer_is_known"),
        sa.CheckConstraint(MINUTES_GO_WITH_ANSWER, name="attendance_day_minutes_go_with_answer"),
    )
    _index("attendance_day", "placement_id", "day_on")
    _index("attendance_day", "month_id")


def _said() -> tuple[sa.Column[object], ...]:
    return _id("placement_id"), _id("client_person_id"), _day("day_on"), _text("answer"), _number("minutes")


def _rates() -> None:
    table = "reimbursement_template"
    op.create_table(
        table,
        *_tenant(table),
        _text("code"),
        _text("service_type"),
        *_in_languages("name"),
        _number("day_cents"),
        _text("source"),
        _instant("installed_at"),
        sa.UniqueConstraint("municipality_id", "code", name=f"{table}_has_one_code"),
        sa.CheckConstraint("day_cents > 0", name=f"{table}_rate_is_something"),
    )
    table = "reimbursement_policy"
    op.create_table(
        table,
        *_tenant(table),
        _text("service_type"),
        _number("day_cents"),
        _day("valid_from"),
        sa.Column("valid_to", sa.Date),
        _text("decision_body"),
        _text("decision_section"),
        _day("decided_on"),
        _text("source"),
        sa.Column("template_id", sa.Uuid),
        _instant("entered_at"),
        _id("entered_by"),
        _key(table, "template", "reimbursement_template", template_id="id"),
        ExcludeConstraint(
            ("municipality_id", "="),
            ("service_type", "="),
            (sa.text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name=f"{table}_is_alone_on_its_days",
            using="gist",
        ),
        sa.UniqueConstraint("municipality_id", "id", "day_cents", name=f"{table}_has_its_rate"),
        sa.CheckConstraint("day_cents > 0", name=f"{table}_rate_is_something"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=f"{table}_ends_after_it_begins"),
        sa.CheckConstraint("btrim(decision_body) <> '' AND btrim(decision_section) <> ''", name=f"{table}_was_decided"),
    )


def _claims() -> None:
    table = "reimbursement_claim"
    op.create_table(
        table,
        *_tenant(table),
        _id("association_id"),
        _day("month_on"),
        _number("number"),
        _number("total_cents"),
        sa.Column("state", sa.String, server_default="draft", nullable=False),
        _instant("prepared_at"),
        _id("prepared_by"),
        sa.Column("approved_at", INSTANT),
        sa.Column("approved_by", sa.Uuid),
        _key(table, "association", "associations_association", association_id="id"),
        sa.UniqueConstraint("municipality_id", "association_id", "month_on", "number", name=f"{table}_is_made_once"),
        sa.UniqueConstraint("municipality_id", "id", "month_on", name=f"{table}_is_of_its_month"),
        sa.CheckConstraint("number >= 1", name=f"{table}_number_counts_from_one"),
        sa.CheckConstraint("extract(day FROM month_on) = 1", name=f"{table}_month_is_its_first_day"),
        sa.CheckConstraint("total_cents > 0", name=f"{table}_total_is_something"),
        sa.CheckConstraint("state IN ('draft', 'approved')", name=f"{table}_state_is_known"),
        sa.CheckConstraint(
            "(state = 'approved') = (approved_at IS NOT NULL) AND (approved_at IS NULL) = (approved_by IS NULL)",
            name=f"{table}_approval_has_who_and_when",
        ),
        sa.CheckConstraint("approved_by <> prepared_by", name=f"{table}_has_two_people"),
    )
    _index(table, "month_on")
    table = "reimbursement_line"
    op.create_table(
        table,
        *_tenant(table),
        *(_id(name) for name in ("claim_id", "placement_id", "policy_id")),
        _day("month_on"),
        *(_number(name) for name in ("attended_days", "day_cents", "sum_cents")),
        _key(table, "claim", "reimbursement_claim", claim_id="id", month_on="month_on"),
        _key(table, "placement", "placements_placement", placement_id="id"),
        _key(table, "policy_and_rate", "reimbursement_policy", policy_id="id", day_cents="day_cents"),
        sa.UniqueConstraint(
            "municipality_id", "placement_id", "month_on", "policy_id", name=f"{table}_is_counted_once"
        ),
        sa.CheckConstraint("attended_days BETWEEN 1 AND 31", name=f"{table}_days_fit_a_month"),
        sa.CheckConstraint("sum_cents = attended_days * day_cents", name=f"{table}_sum_is_days_times_rate"),
    )
    _index(table, "claim_id")


def _work_policies() -> tuple[str, ...]:
    counsellor = _acting("social_counsellor", "job_coach", "team_lead")
    host = _acting("association_member", "association_admin")
    seen = f"{counsellor} OR {host} OR {_acting('finance', 'approver', 'clock')}"
    own = "client_person_id = sec.person()"
    return (
        *texts.tenant_table_1("placements_rule_set", may="SELECT, INSERT"),
        *texts.changed_columns_1("placements_rule_set", columns="valid_to", before="valid_to IS NULL", after="true"),
        *texts.tenant_table_1(
            "placements_placement",
            may="SELECT, INSERT",
            select=f"{own} OR {seen}",
            insert=f"agreed_by = sec.person() AND ended_at IS NULL AND ({counsellor})",
        ),
        *texts.changed_columns_1(
            "placements_placement",
            columns="ended_at, ended_by, ended_on",
            before=f"ended_at IS NULL AND ({counsellor})",
            after="ended_by = sec.person()",
        ),
        *texts.tenant_table_1(
            "attendance_event",
            may="SELECT, INSERT",
            select=f"{own} OR {_acting('clock')} OR {counsellor} OR {host}",
            insert=f"marked_by = sec.person() AND ({host})",
        ),
        *texts.tenant_table_1(
            "attendance_month",
            may="SELECT, INSERT",
            select=seen,
            insert=f"confirmed_by = sec.person() AND ({host})",
        ),
        *texts.tenant_table_1(
            "attendance_day",
            may="SELECT, INSERT",
            select=f"{own} OR {seen}",
            insert=f"month_id IS NULL AND ({host})",
        ),
        # a day of a confirmed month is changed by nobody
        *texts.changed_columns_1(
            "attendance_day",
            columns="answer, minutes, event_id, month_id",
            before=f"month_id IS NULL AND ({host})",
            after=host,
        ),
    )


def _money_policies() -> tuple[str, ...]:
    admin, finance, approver = (_acting(role) for role in ("municipality_admin", "finance", "approver"))
    host = _acting("association_member", "association_admin")
    paying = f"{finance} OR {approver} OR {_acting('clock')} OR {host}"
    return (
        *texts.tenant_table_1("reimbursement_template", may="SELECT, INSERT"),
        *texts.tenant_table_1(
            "reimbursement_policy", may="SELECT, INSERT", insert=f"entered_by = sec.person() AND {admin}"
        ),
        *texts.changed_columns_1(
            "reimbursement_policy", columns="valid_to", before=f"valid_to IS NULL AND {admin}", after=admin
        ),
        *texts.tenant_table_1(
            "reimbursement_claim",
            may="SELECT, INSERT",
            select=f"{admin} OR {paying}",
            insert=f"state = 'draft' AND prepared_by = sec.person() AND {finance}",
        ),
        *texts.changed_columns_1(
            "reimbursement_claim",
            columns="state, approved_at, approved_by",
            before=f"state = 'draft' AND {approver}",
            after="approved_by = sec.person()",
        ),
        *texts.tenant_table_1(
            "reimbursement_line", may="SELECT, INSERT", select=f"{admin} OR {paying}", insert=finance
        ),
    )


def _acting(*roles: str) -> str:
    return " OR ".join(f"sec.acts_as('{role}')" for role in roles)


def _tenant(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _id("municipality_id"),
        sa.Column("id", sa.Uuid, server_default=sa.text("uuidv7()"), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", "id", name=f"{table}_pkey"),
    )


def _key(table: str, name: str, to: str, **columns: str) -> sa.ForeignKeyConstraint:
    here, there = ["municipality_id", *columns], ["municipality_id", *columns.values()]
    return sa.ForeignKeyConstraint(here, [f"{to}.{column}" for column in there], name=f"{table}_{name}_fkey")


def _placement_key(table: str) -> sa.ForeignKeyConstraint:
    columns = {"placement_id": "id", "client_person_id": "client_person_id"}
    return _key(table, "placement", "placements_placement", **columns)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"{table}_municipality_id_{'_'.join(columns)}_idx", table, ["municipality_id", *columns])


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid, nullable=False)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String, nullable=False)


def _in_languages(name: str) -> tuple[sa.Column[object], ...]:
    return tuple(_text(f"{name}_{language}") for language in ("fi", "sv", "en"))


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, INSTANT, nullable=False)
