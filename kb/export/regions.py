"""Regions of the world and the countries in them: the sub-regions of UN M49, with states told from other areas."""

_AFRICA, _AMERICAS, _ASIA, _EUROPE, _OCEANIA = "Africa", "Latin America and the Caribbean", "Asia", "Europe", "Oceania"

# Before the bar the members and observers of the United Nations, behind it other areas that have a code.
_TABLE = (
    (_AFRICA, "Northern Africa", "DZ EG LY MA SD TN | EH"),
    (_AFRICA, "Western Africa", "BJ BF CI CV GH GM GN GW LR ML MR NE NG SL SN TG | SH"),
    (_AFRICA, "Middle Africa", "AO CD CF CG CM GA GQ ST TD |"),
    (_AFRICA, "Eastern Africa", "BI DJ ER ET KE KM MG MU MW MZ RW SC SO SS TZ UG ZM ZW | IO RE TF YT"),
    (_AFRICA, "Southern Africa", "BW LS NA SZ ZA |"),
    (_AMERICAS, "Caribbean", "AG BB BS CU DM DO GD HT JM KN LC TT VC | AI AW BL BQ CW GP KY MF MQ MS PR SX TC VG VI"),
    (_AMERICAS, "Central America", "BZ CR GT HN MX NI PA SV |"),
    (_AMERICAS, "South America", "AR BO BR CL CO EC GY PE PY SR UY VE | BV FK GF GS"),
    ("Northern America", "Northern America", "CA US | BM GL PM"),
    (_ASIA, "Central Asia", "KG KZ TJ TM UZ |"),
    (_ASIA, "Eastern Asia", "CN JP KP KR MN | HK MO TW"),
    (_ASIA, "South-eastern Asia", "BN ID KH LA MM MY PH SG TH TL VN |"),
    (_ASIA, "Southern Asia", "AF BD BT IN IR LK MV NP PK |"),
    (_ASIA, "Western Asia", "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE |"),
    (_EUROPE, "Eastern Europe", "BG BY CZ HU MD PL RO RU SK UA |"),
    (_EUROPE, "Northern Europe", "DK EE FI GB IE IS LT LV NO SE | AX FO GG IM JE SJ"),
    (_EUROPE, "Southern Europe", "AD AL BA ES GR HR IT ME MK MT PT RS SI SM VA | GI XK"),
    (_EUROPE, "Western Europe", "AT BE CH DE FR LI LU MC NL |"),
    (_OCEANIA, "Australia and New Zealand", "AU NZ | CC CX HM NF"),
    (_OCEANIA, "Melanesia", "FJ PG SB VU | NC"),
    (_OCEANIA, "Micronesia", "FM KI MH NR PW | GU MP UM"),
    (_OCEANIA, "Polynesia", "TO TV WS | AS CK NU PF PN TK WF"),
)

STATES = {name: tuple(codes.partition("|")[0].split()) for _, name, codes in _TABLE}
"""The states of each region."""

CONTINENT = {name: continent for continent, name, _ in _TABLE}
"""The part of the world that each region lies in."""

REGION = {code: name for _, name, codes in _TABLE for code in codes.replace("|", " ").split()}
"""The region of each country and area, by ISO 3166 alpha-2 code."""
