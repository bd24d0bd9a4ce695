"""What the frame leads to, as data: an entry shows when its page exists and the viewer may go."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xianfeng.kernel.viewer import Viewer

STAFF = frozenset({"committee_officer", "office", "secretary", "leader"})
RECORDERS = frozenset({"committee_officer", "office", "secretary"})
EVERY_ROLE = STAFF | {"member"}
EVERYONE = frozenset[str]()
NOBODY = frozenset({"nobody"})
WORKER = frozenset({"community_worker"})
ACCOUNT_OFFICES = frozenset({"system", "security"})


@dataclass(frozen=True)
class Target:
    """A URL name, and who may go there: one of these roles, or one of these offices.

    With neither, everyone who is signed in may.
    """

    url_name: str
    roles: frozenset[str] = EVERYONE
    offices: frozenset[str] = EVERYONE

    def open_to(self, viewer: Viewer) -> bool:
        """True when the viewer holds a role or the office asked for."""
        if not self.roles and not self.offices:
            return True
        held = {grant.role for grant in (*viewer.grants, *viewer.places)}
        return viewer.office in self.offices or bool(held & self.roles)


@dataclass(frozen=True)
class Entry:
    """A word in the frame; it leads to the first target that exists and is open.

    Its other targets are pages one reaches from there: on them the word stands as current too.
    ``within`` are the pages of a section, shown under it while one of them is the current place.
    """

    label: str | Promise
    targets: tuple[Target, ...]
    within: tuple["Entry", ...] = ()


def _beside(*names: str) -> Iterator[Target]:
    """Yield pages on which an entry stands as current, and to which it leads nobody."""
    return (Target(name, NOBODY) for name in names)


@dataclass(frozen=True)
class Link:
    """An entry as one viewer sees it on one page."""

    label: str | Promise
    href: str
    current: bool
    within: tuple["Link", ...] = ()


LEFT = (
    Entry(_("工作台"), (Target("desk:home"),)),
    Entry(
        _("组织"),
        (Target("units:tree", EVERY_ROLE),),
        (
            Entry(_("组织体系"), (Target("units:tree", EVERY_ROLE),)),
            Entry(
                _("班子与空缺"),
                (Target("members:officers", STAFF), Target("members:unit_posts", STAFF)),
            ),
            Entry(_("换届选举"), (Target("elections:list", EVERY_ROLE),)),
            Entry(
                _("党小组"),
                (Target("members:groups", STAFF), Target("members:branch_groups", STAFF)),
            ),
            Entry(
                _("设置检查"),
                (Target("members:setting", STAFF), Target("members:setting_unit", STAFF)),
            ),
            Entry(_("组织变更"), (Target("lifecycle:list", STAFF),)),
            Entry(_("领导联系点"), (Target("outreach:contacts", STAFF),)),
            Entry(_("群团组织"), (Target("outreach:organisations", EVERY_ROLE),)),
            Entry(_("活动"), (Target("outreach:events", EVERY_ROLE),)),
        ),
    ),
    Entry(
        _("党员"),
        (Target("members:roster", STAFF),),
        (
            Entry(_("花名册"), (Target("members:roster", STAFF),)),
            Entry(_("谈心谈话"), (Target("care:talks", STAFF),)),
            Entry(_("慰问"), (Target("care:visits", STAFF), Target("care:needs", RECORDERS))),
            Entry(_("政治生日"), (Target("care:birthdays", STAFF),)),
            Entry(_("荣誉"), (Target("care:honours", STAFF),)),
            Entry(
                _("发展党员"),
                (
                    Target("development:list", STAFF),
                    Target("development:calendar", STAFF),
                    Target("development:quotas", STAFF),
                ),
            ),
            Entry(_("组织关系转接"), (Target("members:transfers", STAFF),)),
            Entry(_("离开与停止党籍"), (Target("members:departures", STAFF),)),
            Entry(_("队伍结构"), (Target("members:structure", STAFF),)),
        ),
    ),
    Entry(
        _("组织生活"),
        (Target("life:list", EVERY_ROLE),),
        (
            Entry(_("会议记录"), (Target("life:list", EVERY_ROLE),)),
            Entry(
                _("缺课与补课"),
                (Target("life:lacking", STAFF), Target("life:exemptions", STAFF)),
            ),
            Entry(_("网上党支部"), (Target("voice:home", EVERY_ROLE),)),
            Entry(_("投票"), (Target("voting:list", EVERY_ROLE),)),
            Entry(_("意见和答复"), (Target("voice:opinions", EVERY_ROLE),)),
            Entry(
                _("民主评议"),
                (Target("reviews:list", STAFF), Target("reviews:mine", EVERY_ROLE)),
            ),
            Entry(_("支部标准化"), (Target("standards:home", STAFF),)),
            Entry(_("主题库"), (Target("life:themes", EVERY_ROLE),)),
            Entry(_("双重组织生活"), (Target("life:leaders", STAFF),)),
        ),
    ),
    Entry(
        _("责任与督导"),
        (Target("plans:list", STAFF), Target("responsibility:list", EVERY_ROLE)),
        (
            Entry(_("任务"), (Target("plans:list", STAFF),)),
            Entry(_("责任清单"), (Target("responsibility:list", EVERY_ROLE),)),
            Entry(_("督导"), (Target("supervision:list", STAFF),)),
            Entry(_("交办单"), (Target("rectification:orders", STAFF),)),
            Entry(_("整改台账"), (Target("rectification:problems", STAFF),)),
            Entry(_("三张清单"), (Target("rectification:lists", STAFF),)),
            Entry(
                _("黄牌红牌"),
                (
                    Target("duties:cards", STAFF),
                    Target("duties:card", STAFF),
                    Target("duties:requests", STAFF),
                    Target("duties:waiver", STAFF),
                ),
            ),
            Entry(
                _("廉政教育"),
                (
                    Target("outreach:integrity", EVERY_ROLE),
                    Target("outreach:record_base_visit", RECORDERS),
                    Target("outreach:base_visit", EVERY_ROLE),
                    Target("outreach:register_base", RECORDERS),
                    Target("outreach:record_lesson", RECORDERS),
                    Target("outreach:lesson", EVERY_ROLE),
                ),
            ),
            Entry(_("减负"), (Target("burden:home", STAFF),)),
        ),
    ),
    Entry(
        _("服务"),
        (
            Target("service:desk", RECORDERS | WORKER),
            Target("checkin:home", STAFF),
            Target("service:mine", EVERY_ROLE),
        ),
        (
            Entry(
                _("服务单"),
                (
                    Target("service:desk", RECORDERS | WORKER),
                    Target("service:proposals", RECORDERS | WORKER),
                    *_beside("service:request", "service:request_new", "service:step"),
                    *_beside("service:part", "service:proposals_dispatch"),
                    *_beside("service:proposals_send", "service:proposals_again"),
                ),
            ),
            Entry(
                _("我的服务"),
                (Target("service:mine", EVERY_ROLE), Target("hours:mine", EVERY_ROLE)),
            ),
            Entry(
                _("双报到"),
                (
                    Target("checkin:home", STAFF | WORKER),
                    Target("checkin:mine", EVERY_ROLE),
                    Target("checkin:missing", STAFF),
                    Target("checkin:here", WORKER),
                    *_beside("checkin:row", "checkin:step", "checkin:several", "checkin:on_behalf"),
                    *_beside("checkin:unit", "checkin:confirm"),
                ),
            ),
            Entry(
                _("结对与实事"),
                (
                    Target("partners:list", STAFF | WORKER),
                    Target("partners:communities", STAFF | WORKER),
                    Target("partners:deeds", STAFF | WORKER),
                    Target("partners:deed", STAFF | WORKER),
                    Target("partners:pair", STAFF | WORKER),
                    Target("partners:community", STAFF | WORKER),
                    *_beside("partners:new", "partners:pair_propose", "partners:pair_record"),
                    *_beside("partners:pair_end", "partners:community_propose"),
                    *_beside("partners:community_record", "partners:step"),
                ),
            ),
            Entry(
                _("志愿服务"),
                (
                    Target("volunteering:list", EVERY_ROLE | WORKER),
                    Target("volunteering:new", RECORDERS),
                    Target("volunteering:teams", STAFF),
                    Target("volunteering:team_new", RECORDERS),
                    Target("hours:list", STAFF),
                    *_beside("volunteering:event", "volunteering:propose", "volunteering:edit"),
                    *_beside("volunteering:step", "volunteering:record", "volunteering:people"),
                    *_beside("volunteering:several", "volunteering:sign_up"),
                    *_beside("volunteering:withdraw", "volunteering:team", "volunteering:team_end"),
                    *_beside("hours:person", "hours:stint"),
                ),
            ),
            Entry(
                _("帮扶与下沉"),
                (
                    Target("checkin:deployments", STAFF | WORKER),
                    Target("checkin:front", STAFF | WORKER),
                    Target("checkin:send", RECORDERS),
                    Target("checkin:estates", STAFF | WORKER),
                    Target("checkin:estate", STAFF | WORKER),
                    *_beside("checkin:end_assignment", "checkin:end_deployment"),
                ),
            ),
            Entry(
                _("需求分布"),
                (Target("service:needs", STAFF | WORKER), Target("service:hands", STAFF | WORKER)),
            ),
            Entry(
                _("双报告"),
                (
                    Target("participation:list", STAFF | WORKER),
                    Target("participation:mine", EVERY_ROLE),
                    Target("participation:here", WORKER),
                    Target("participation:unit", STAFF | WORKER),
                    Target("participation:members", STAFF),
                    Target("participation:member", EVERY_ROLE | WORKER),
                    Target("participation:opinion", WORKER),
                    *_beside("participation:confirm", "participation:sign"),
                ),
            ),
            Entry(
                _("群众评议"),
                (
                    Target("ratings:list", STAFF),
                    *_beside("ratings:create", "ratings:detail", "ratings:amend", "ratings:cancel"),
                    *_beside("ratings:open", "ratings:close", "ratings:slips", "ratings:void"),
                ),
            ),
        ),
    ),
    Entry(_("应办与规则"), (Target("duties:list", STAFF), Target("duties:rulebook", EVERY_ROLE))),
    Entry(
        _("报表"),
        (Target("reports:figures", STAFF),),
        (
            Entry(_("数字"), (Target("reports:figures", STAFF),)),
            Entry(_("党内统计"), (Target("reports:bulletin", STAFF),)),
            Entry(_("工作总结"), (Target("reports:work_report", STAFF),)),
        ),
    ),
    Entry(_("导入导出"), (Target("ledgers:home", RECORDERS),)),
    Entry(
        _("系统"),
        (
            Target("accounts:users", offices=ACCOUNT_OFFICES),
            Target("accounts:audit", offices=frozenset({"audit"})),
        ),
    ),
)
ACCOUNT = Entry(_("账户与两步验证"), (Target("accounts:me"), Target("mfa_index")))
BOTTOM = (
    LEFT[0],
    Entry(_("记一笔"), (Target("life:record", RECORDERS),)),
    next(entry for entry in LEFT if entry.targets[0].url_name == "service:desk"),
    Entry(_("我的"), ACCOUNT.targets),
)
OUTSIDE = (
    Entry(_("居民点单"), (Target("ask:what"),)),
    Entry(_("用编号查点单"), (Target("ask:status"),)),
    Entry(_("群众评议"), (Target("rate:code"),)),
    Entry(_("核验志愿服务证明"), (Target("hours:check"),)),
)
OPINION = Entry(_("提意见"), (Target("voice:give", EVERY_ROLE | WORKER),))
LOOKED = Entry(_("谁看过我的信息"), (Target("members:looked"),))


def address(url_name: str) -> str:
    """Return where a URL name leads, or nothing when this installation has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def links(entries: tuple[Entry, ...], viewer: Viewer, here: str | None) -> Iterator[Link]:
    """Yield what the viewer may follow; no query is made.

    ``here`` is the URL name of the page, None where no page was found. The pages of the current
    section are shown, and of no other.
    """
    section = section_of(entries, here)
    for entry in entries:
        href = way(entry, viewer)
        if not href:
            continue
        current = entry is section
        within = tuple(leaves(entry, viewer, here or "")) if current else ()
        yield Link(entry.label, href, current, within)


def section_of(entries: tuple[Entry, ...], here: str | None) -> Entry | None:
    """Return the section that names this page; else the first one with a page beside it."""
    if here is None:
        return None
    named = (entry for entry in entries if here in pages(entry))
    beside = (entry for entry in entries if namespace(here) in map(namespace, own(entry)))
    near = (entry for entry in entries if namespace(here) in map(namespace, pages(entry)))
    return next(named, None) or next(beside, None) or next(near, None)


def leaves(entry: Entry, viewer: Viewer, here: str) -> Iterator[Link]:
    """Yield the pages of a section that the viewer may follow."""
    for leaf in entry.within:
        if href := way(leaf, viewer):
            yield Link(leaf.label, href, here in {target.url_name for target in leaf.targets})


def way(entry: Entry, viewer: Viewer) -> str:
    """Return where an entry leads this viewer, or nothing."""
    open_to = (address(target.url_name) for target in entry.targets if target.open_to(viewer))
    return next((href for href in open_to if href), "")


def own(entry: Entry) -> set[str]:
    """Return the URL names to which an entry itself leads."""
    return {target.url_name for target in entry.targets}


def pages(entry: Entry) -> set[str]:
    """Return the URL names of an entry and of the pages within it."""
    return own(entry).union(*(pages(leaf) for leaf in entry.within))


def namespace(url_name: str) -> str:
    """Return the part of a URL name before its colon."""
    return url_name.rpartition(":")[0]
