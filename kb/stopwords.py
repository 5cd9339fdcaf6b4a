"""Words that carry no meaning of their own, folded, for each language of the thesaurus.

They are indexed all the same: a phrase needs them. A query leaves them out unless it holds nothing else.
"""

STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "a an and are as at be been but by can did do does for from had has have how in into is it its of on or our"
        " that the their them there they this to was we were what when where which who whom why will with you"
        " your".split()
    ),
    "es": frozenset(
        "a al ante como con cual cuando de del desde donde e el ella en entre era es esta este fue ha han hasta la las"
        " lo los mas no o para pero por que se sin sobre son su sus un una unas uno unos y ya".split()
    ),
    "fr": frozenset(
        "a au aux avec ce ces cette comme dans de des dont du elle en est et eux il ils la le les leur leurs lui mais"
        " ne nous on ou par pas pour qu que qui sa se ses son sont sur un une vous y".split()
    ),
    "pt": frozenset(
        "a ao aos as com como da das de do dos e em entre era foi ha isso na nas no nos o os ou para pela pelas pelo"
        " pelos por que se sem ser seu seus sua suas sobre um uma uns".split()
    ),
    "ca": frozenset(
        "a al als amb com d de del dels el els en entre era es esta i l la les ha han ho no o on pel pels per pero que"
        " qui s se sense seva seves seu seus sobre son un una uns unes va".split()
    ),
    "it": frozenset(
        "a ad agli ai al alla alle anche che chi ci come con da dagli dai dal dalla dalle degli dei del della delle di"
        " e ed era gli i il in la le lo ma nei nel nella nelle non o per piu se si sono su sul sulla tra un una"
        " uno".split()
    ),
    "de": frozenset(
        "aber als am an auch auf aus bei das dem den der des die durch ein eine einem einen einer eines es fur hat im"
        " in ist mit nach nicht oder sich sie sind um und uns vom von vor war wie wir wird zu zum zur uber".split()
    ),
}
