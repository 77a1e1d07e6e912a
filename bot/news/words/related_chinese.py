"""Chinese terms of one field of meaning, one field a line; a term may stand in several."""

FIELDS = """
法院 法官 判决 裁定 庭审 诉讼 起诉
医院 医生 患者 病人 治疗 护士
地震 震级 余震 震感
"""
