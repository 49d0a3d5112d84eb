"""The small tables people keep by hand: partners, initiatives, roll-outs."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from demo.columns import partner_codes
from demo.files import write
from demo.setting import codes, regions
from demo.setting.initiatives import BY_CODE, INITIATIVES, NEVER
from demo.setting.timeline import first_day
from demo.setting.world import DEALERS, World

# Chinese, English
_BRANDS = (
    ("远航", "Yuanhang"),
    ("瑞丰", "Ruifeng"),
    ("恒通", "Hengtong"),
    ("嘉信", "Jiaxin"),
    ("众达", "Zhongda"),
    ("金桥", "Jinqiao"),
    ("宏图", "Hongtu"),
    ("安达", "Anda"),
    ("新途", "Xintu"),
    ("驰远", "Chiyuan"),
    ("广源", "Guangyuan"),
    ("永泰", "Yongtai"),
    ("盛德", "Shengde"),
    ("凯越", "Kaiyue"),
    ("联众", "Lianzhong"),
)
_OTHERS = (("主机厂", "Manufacturer"), ("科技公司", "Technology firm"), ("合作银行", "Bank"))


def partner_names(world: World) -> dict[str, tuple[str, str]]:
    """Code → the names of a partner, Chinese and English; they are made up."""
    p = world.partners
    names = [_dealer(n, int(p.region[n])) for n in range(DEALERS)]
    others = [int(kind) for kind in p.kind[DEALERS:]]
    # Lettered within their kind: there are more of them than letters.
    for n, kind in enumerate(others):
        letter, (chinese, english) = chr(65 + others[:n].count(kind)), _OTHERS[kind - 1]
        names.append((f"{chinese}{letter}", f"{english} {letter}"))
    return dict(zip(partner_codes(len(p.kind)), names, strict=True))


def _dealer(number: int, region: int) -> tuple[str, str]:
    chinese, english = _BRANDS[number % len(_BRANDS)]
    return (
        f"{regions.ZH[region].rstrip('省市')}{chinese}汽车销售{number + 1:03d}店",
        f"{regions.EN[region]} {english} Cars {number + 1:03d}",
    )


def partners(world: World) -> dict[str, Any]:
    """Rows of partners, under their Chinese names."""
    p = world.partners
    rank = np.argsort(np.argsort(-p.size[:DEALERS], kind="stable"), kind="stable") / DEALERS
    tier = np.where(rank < 0.1, 0, np.where(rank < 0.4, 1, 2))
    models = ("referral", "joint_loan", "guarantee", "data_service")
    model = np.concatenate((np.arange(DEALERS) % 7 % 3, np.array([1, 3, 1])[p.kind[DEALERS:] - 1]))
    return {
        "partner_id": partner_codes(len(p.kind)),
        "name": [chinese for chinese, _ in partner_names(world).values()],
        "kind": write.code(p.kind, tuple(codes.PARTNER_KIND)),
        "group_id": [f"G{g + 1:03d}" if g >= 0 else None for g in p.group.tolist()],
        "region": write.code(p.region, regions.CODES),
        "tier": write.code(np.concatenate((tier, np.full(len(p.kind) - DEALERS, -1))), tuple(codes.TIER)),
        "joined_on": write.date(p.joined),
        "cooperation_model": write.code(model, models),
    }


def initiatives(world: World) -> dict[str, Any]:
    """Rows of initiatives, at costs that suit the size of the company."""
    chosen = [i.chosen_from for i in INITIATIVES]
    return {
        "initiative_id": [i.code for i in INITIATIVES],
        "name": [i.zh for i in INITIATIVES],
        "lever": [i.lever for i in INITIATIVES],
        "owner": [i.owner for i in INITIATIVES],
        "cost_once": [round(i.cost_once * world.spending, -2) for i in INITIATIVES],
        "cost_per_month": [round(i.cost_per_month * world.spending, -2) for i in INITIATIVES],
        "status": write.code(np.full(len(INITIATIVES), 0), ("running",)),
        "acts_on": [i.acts_on for i in INITIATIVES],
        "units_chosen_from": [f"{month}-01" if month else None for month in chosen],
    }


def _live(world: World) -> Iterator[tuple[str, str, str, int, int]]:
    for code, months in world.rollouts.live.items():
        later = BY_CODE[code].go_live_day - 1
        if BY_CODE[code].order == "company":
            yield code, "company", "all", first_day(int(months[0])) + later, -1
            continue
        for region in np.argsort(months, kind="stable"):
            if months[region] < NEVER:
                ended = int(world.rollouts.ended[code][region])
                until = first_day(ended) - 1 if ended < NEVER else -1
                yield code, "region", regions.CODES[region], first_day(int(months[region])) + later, until


def rollouts(world: World) -> dict[str, Any]:
    """Rows of rollouts."""
    rows = list(_live(world))
    code, kind, unit, live, ended = zip(*rows, strict=True)
    return {
        "initiative_id": list(code),
        "unit_kind": list(kind),
        "unit": list(unit),
        "live_on": write.date(np.array(live)),
        "ended_on": write.date(np.array(ended)),
    }
