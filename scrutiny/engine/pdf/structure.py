"""Mend the tree of tags that WeasyPrint 70 writes where it falls short of PDF/UA-1 (ISO 14289-1)."""

import pydyf


def mend(file: pydyf.PDF) -> None:
    """Put what stands in a list item beside its mark into a body, as clause 7.2 asks.

    WeasyPrint does so for bare text, and not for paragraphs: `<li><p>` would be a P directly in an LI.
    """
    for item in list(file.objects):
        if not isinstance(item, pydyf.Dictionary) or item.get("S") != "/LI":
            continue
        kids = [file.objects[int(kid.split()[0])] for kid in item["K"] if not isinstance(kid, int)]
        kids = [kid for kid in kids if "S" in kid]
        loose = [kid for kid in kids if kid["S"] not in ("/Lbl", "/LBody")]
        if not loose:
            continue
        body = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"], "P": item.reference}
        )
        file.add_object(body)
        marks = [kid.reference for kid in kids if kid["S"] == "/Lbl"]
        for kid in kids:
            if kid["S"] == "/LBody":
                # Text and then a block: one body for both, in their order.
                for grandchild in kid["K"]:
                    body["K"].append(grandchild)
                    if not isinstance(grandchild, int):
                        file.objects[int(grandchild.split()[0])]["P"] = body.reference
            elif kid["S"] != "/Lbl":
                body["K"].append(kid.reference)
                kid["P"] = body.reference
        item["K"] = pydyf.Array([*marks, body.reference])
