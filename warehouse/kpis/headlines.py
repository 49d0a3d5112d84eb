"""The KPIs that the whole transformation is judged by, in the order in which they are told."""

HEADLINES = ("approval_time_median", "npl_rate", "csat", "churn_rate", "clv")
