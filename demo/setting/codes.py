"""The company's codes, their order, and its own words for them."""

# code → (Chinese, English); codes are what Milepost speaks, Chinese is what the exports hold.
PRODUCT = {"new": ("新车", "New car"), "used": ("二手车", "Used car"), "nev": ("新能源车", "New-energy car")}
CHANNEL = {
    "dealer": ("经销商", "Dealer"),
    "app": ("手机App", "App"),
    "web": ("官网", "Web"),
    "partner": ("合作渠道", "Partner"),
}
SCORE_BAND = {
    "A": ("A 优", "A, best"),
    "B": ("B 良", "B"),
    "C": ("C 中", "C"),
    "D": ("D 弱", "D"),
    "E": ("E 差", "E, worst"),
}
SEGMENT = {
    "salaried": ("工薪", "Salaried"),
    "self_employed": ("个体经营", "Self-employed"),
    "business": ("企业主", "Business owner"),
    "young": ("年轻首购", "Young first buyer"),
}
AGE_BAND = {"18-25": ("18-25岁", "18–25"), "26-35": ("26-35岁", "26–35"), "36-45": ("36-45岁", "36–45")}
AGE_BAND |= {"46-55": ("46-55岁", "46–55"), "56+": ("56岁以上", "56 and over")}
ACQUISITION_CHANNEL = {
    "dealer": ("门店", "Showroom"),
    "online_ad": ("线上广告", "Online advertising"),
    "referral": ("老客推荐", "Referral"),
    "partner": ("合作方", "Partner"),
}
OUTCOME = {
    "approved": ("通过", "Approved"),
    "declined": ("拒绝", "Declined"),
    "withdrawn": ("客户撤回", "Withdrawn"),
    "expired": ("过期", "Expired"),
}
DECISION_MODE = {"auto": ("自动", "Automatic"), "manual": ("人工", "Manual")}
FRAUD = {"none": ("无", "None"), "suspected": ("疑似", "Suspected"), "confirmed": ("确认", "Confirmed")}
ACTIVITY = {
    "intake_check": ("受理校验", "Intake check"),
    "auto_decision": ("自动审批", "Automatic decision"),
    "document_review": ("资料审核", "Document review"),
    "documents_from_applicant": ("客户补件", "Documents from applicant"),
    "documents_from_partner": ("渠道补件", "Documents from partner"),
    "phone_check": ("电话核实", "Phone check"),
    "underwriting": ("信审", "Underwriting"),
    "senior_review": ("终审", "Senior review"),
}
RESOURCE_KIND = {
    "human": ("人工", "Person"),
    "system": ("系统", "System"),
    "applicant": ("客户", "Applicant"),
    "partner": ("渠道", "Partner"),
}
CLOSE_REASON = {
    "matured": ("正常到期", "Matured"),
    "early_settled": ("提前结清", "Early settled"),
    "refinanced_away": ("他行置换", "Refinanced away"),
    "total_loss": ("全损理赔", "Total loss"),
    "charged_off": ("核销", "Charged off"),
    "transferred": ("资产转让", "Transferred"),
    "cancelled": ("犹豫期撤销", "Cancelled"),
}
CLASSIFICATION = {
    "normal": ("正常", "Normal"),
    "special_mention": ("关注", "Special mention"),
    "substandard": ("次级", "Substandard"),
    "doubtful": ("可疑", "Doubtful"),
    "loss": ("损失", "Loss"),
}
TOUCHPOINT = {
    "approval": ("审批", "Approval"),
    "contract": ("签约放款", "Contract and funding"),
    "service": ("客服", "Customer service"),
    "relationship": ("年度关系", "Relationship"),
}
CONTACT_CHANNEL = {
    "phone": ("电话", "Phone"),
    "app_chat": ("App在线", "App chat"),
    "wechat": ("微信", "WeChat"),
    "branch": ("门店", "Branch"),
}
TOPIC = {
    "repayment": ("还款", "Repayment"),
    "early_settlement": ("提前结清", "Early settlement"),
    "contract": ("合同资料", "Contract papers"),
    "collection": ("催收", "Collection"),
    "app_problem": ("App故障", "App problem"),
    "application": ("申请进度", "Application progress"),
}
HANDLED_BY = {
    "bot": ("机器人", "Bot"),
    "agent": ("人工", "Agent"),
    "bot_then_agent": ("机器人转人工", "Bot, then agent"),
}
CONTACT_OUTCOME = {
    "solved": ("已解决", "Solved"),
    "unsolved": ("未解决", "Unsolved"),
    "abandoned": ("已放弃", "Abandoned"),
}
PARTNER_KIND = {
    "dealer": ("经销商", "Dealer"),
    "oem": ("主机厂", "Manufacturer"),
    "technology": ("科技公司", "Technology firm"),
    "bank": ("银行", "Bank"),
}
TIER = {"gold": ("金牌", "Gold"), "silver": ("银牌", "Silver"), "bronze": ("铜牌", "Bronze")}

SYSTEM = {
    "core_lending": ("核心信贷系统", "Core lending"),
    "decision_engine": ("审批引擎", "Decision engine"),
    "mobile_app": ("手机App", "Mobile app"),
    "dealer_portal": ("经销商门户", "Dealer portal"),
    "call_centre": ("呼叫中心", "Call centre"),
}
CHECK = {
    "kyc_sample": ("客户身份抽查", "Customer identity sample"),
    "contract_file": ("合同档案", "Contract files"),
    "collection_calls": ("催收录音", "Collection calls"),
    "data_privacy": ("个人信息保护", "Data privacy"),
    "dealer_visit": ("经销商巡检", "Dealer visit"),
}
FRAUD_KIND = {
    "identity": ("身份冒用", "Identity"),
    "income_documents": ("虚假收入", "Income documents"),
    "dealer_collusion": ("渠道合谋", "Dealer collusion"),
    "first_party": ("本人欺诈", "First party"),
}
# Departments as the small tables name them; the Chinese word is the code.
OWNER = {
    owner: (owner, english)
    for owner, english in (
        ("风险管理部", "Risk Management"),
        ("运营管理部", "Operations"),
        ("科技部", "Technology"),
        ("客户服务中心", "Customer Service Centre"),
        ("资产管理部", "Asset Management"),
        ("市场部", "Marketing"),
        ("渠道部", "Channel Management"),
        ("财务部", "Finance"),
    )
}
LEVER = {
    "ai": ("人工智能", "AI"),
    "process": ("流程", "Process"),
    "service": ("服务", "Service"),
    "risk": ("风控", "Risk"),
    "customer": ("客户经营", "Customers"),
    "channel": ("渠道", "Channels"),
    "data": ("数据", "Data"),
}
