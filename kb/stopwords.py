"""Words that carry no meaning of their own, folded, for each language of the thesaurus.

They are indexed all the same: a phrase needs them. A query leaves them out unless it holds nothing else.
"""

STOPWORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "a about all also am an and any are as at be been but by can could did do does each for from had has have"
        " he her him his how i if in into is it its me more must my no not of on one only or other our out own"
        " she should so some such than that the their them themself themselves then there these they this those"
        " to under up very was we were what when where which who whom why will with would you your".split()
    ),
    "es": frozenset(
        "a al algo ante cada como con cual cuando cuyo de del desde donde e el ella en entre era es esta estan"
        " estar este fue fueron ha hacer hacia han hasta hay la las le les lo los mas me mediante mi misma mismas"
        " mismo mismos ni no nos nosotros o para pero por pueda puede pueden que se ser si sido sin sobre son su"
        " sus tener tiene tienen un una unas uno unos y ya".split()
    ),
    "fr": frozenset(
        "a ainsi aller au aux avec avoir ce ces cette chaque comme comment dans de depuis des dont du elle en"
        " entre est et etre eux faire font il ils la le les leur leurs lui mais meme memes ne ni nos notre nous"
        " on ont ou par pas peut peuvent pour qu quand que qui sa sans se ses si son sont sous sur tous tout"
        " toute toutes un une vers vont vous y".split()
    ),
    "pt": frozenset(
        "a ao aos as ate cada com como da das de desde do dos e ela ele eles em entre era esta estao fazer foi ha"
        " ir isso ja mas mesmo mesmos muito na nas nem no nos o onde os ou para pela pelas pelo pelos pode podem"
        " por quando que quem sao se sem ser seu seus sobre sua suas tem ter um uma uns vai vao".split()
    ),
    "ca": frozenset(
        "a aixo al als amb cada com d de del dels des dins durant el ell elles ells els en entre era es esta fer"
        " fins ha han hi ho i l la les mateix mateixos no o on pel pels per pero poden pot quan que qui s se"
        " sense ser seu seus seva seves si sobre son sota te tenir tots un una unes uns va".split()
    ),
    "it": frozenset(
        "a ad agli ai al alla alle anche che chi ci col come con cui da dagli dai dal dalla dalle degli dei del"
        " della delle di e ed era essere fare gli ha hanno i il in la le lo ma nei nel nella nelle non o ogni per"
        " piu possono puo quali quando quello questa questo se si sono stessi su sugli sui sul sulla sulle tra"
        " tutti un una uno".split()
    ),
    "de": frozenset(
        "ab aber alle als am an auch auf aus bei beim bis damit das dass dem den der des die dies diese dieser"
        " dieses doch durch ein eine einem einen einer eines er es fur gegen gibt haben hat hatte ihr ihre ihren"
        " ihrer ihres im in ist kann keine kommt konnen mehr mit muss nach nicht noch nur ob oder ohne sein seine"
        " seit selbst sich sie sind statt uber um und uns unter viele vom von vor war was welche wenn wer werden"
        " wie wir wird wo wurde zu zum zur".split()
    ),
}
