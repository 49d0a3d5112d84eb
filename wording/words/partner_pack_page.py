"""Words of the page that makes a partner's pack: key → (English, Chinese)."""

WORDS: dict[str, tuple[str, str]] = {
    "pack.partner": ("Partner pack", "合作方材料包"),
    "partner_pack.door": ("Pack for this partner", "生成该合作方材料包"),
    "partner_pack.about": (
        "A folder for use outside the company: the partner's own numbers, rounded, and bands of at least "
        "five others; no other name in it. It covers whole quarters and years, so its months differ from "
        "the windows chosen here, and filters do not apply.",
        "可对外提供的材料包：仅含该合作方自身数据（经取整）及至少五家同类的区间，不含其他合作方名称。数据按完整季"
        "度和年度计算，期间与此处所选对比期不同，筛选条件不适用。",
    ),
    "partner_pack.partner": ("Partner", "合作方"),
    "partner_pack.recipient": ("Recipient, printed on every page", "接收方（印于每页）"),
    "partner_pack.itself": ("the partner", "合作方本身"),
    "partner_pack.days": ("Valid for how many days", "有效天数"),
    "partner_pack.build": ("Make the pack", "生成材料包"),
    "partner_pack.building": ("Making the pack …", "正在生成材料包……"),
    "partner_pack.built": ("The pack is ready", "材料包已生成"),
    "partner_pack.not_built": ("No pack was made", "未能生成材料包"),
    "partner_pack.take": ("Download the pack of {name} (ZIP)", "下载{name}的材料包（ZIP）"),
    "partner_pack.made": (
        "{size} MB, made in {seconds} s, valid until {day}: database, slides, workbook, web page, CSV, manifest.",
        "{size} MB，用时 {seconds} 秒，有效期至 {day}；含数据库、幻灯片、工作簿、网页、CSV 与清单。",
    ),
    "partner_pack.known": (
        "Reference no. {number}; SHA-256 of the manifest {checksum}",
        "数据凭证 {number}；清单 SHA-256：{checksum}",
    ),
    "partner_pack.without": ("Not in it: {files}", "未包含：{files}"),
}
