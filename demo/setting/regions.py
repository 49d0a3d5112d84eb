"""The provinces: code, words and weight in car sales (rough, only the order of size matters)."""

# code | Chinese | English | weight
_TABLE = """
CN-11|北京市|Beijing|3.0
CN-12|天津市|Tianjin|1.4
CN-13|河北省|Hebei|5.2
CN-14|山西省|Shanxi|2.4
CN-15|内蒙古自治区|Inner Mongolia|1.7
CN-21|辽宁省|Liaoning|2.8
CN-22|吉林省|Jilin|1.6
CN-23|黑龙江省|Heilongjiang|1.8
CN-31|上海市|Shanghai|3.4
CN-32|江苏省|Jiangsu|8.2
CN-33|浙江省|Zhejiang|8.0
CN-34|安徽省|Anhui|4.2
CN-35|福建省|Fujian|2.9
CN-36|江西省|Jiangxi|2.6
CN-37|山东省|Shandong|8.0
CN-41|河南省|Henan|6.0
CN-42|湖北省|Hubei|4.2
CN-43|湖南省|Hunan|4.1
CN-44|广东省|Guangdong|12.0
CN-45|广西壮族自治区|Guangxi|2.7
CN-46|海南省|Hainan|0.9
CN-50|重庆市|Chongqing|2.5
CN-51|四川省|Sichuan|5.6
CN-52|贵州省|Guizhou|2.2
CN-53|云南省|Yunnan|2.7
CN-54|西藏自治区|Tibet|0.4
CN-61|陕西省|Shaanxi|2.6
CN-62|甘肃省|Gansu|1.3
CN-63|青海省|Qinghai|0.5
CN-64|宁夏回族自治区|Ningxia|0.7
CN-65|新疆维吾尔自治区|Xinjiang|1.6
"""

_ROWS = [line.split("|") for line in _TABLE.strip().splitlines()]
CODES = tuple(row[0] for row in _ROWS)
ZH = tuple(row[1] for row in _ROWS)
EN = tuple(row[2] for row in _ROWS)
WEIGHTS = tuple(float(row[3]) for row in _ROWS)
