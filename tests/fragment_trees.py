"""The structure of a unit that was drawn, read from its objects, for tests."""

import re


def tree(fragment):
    """Give the structure as nested lists: kind, then what it holds."""

    def read(number):
        head = fragment.objects[number].head
        kind = re.search(rb"/S/(\w+)", head)[1].decode()
        return [kind, *(read(each) for each in kids(head))]

    return [read(number) for number in fragment.tops]


def kids(head):
    """List the structure elements below one."""
    held = re.search(rb"/K\[(.*?)\](?=/A|/L|/I|/N|/R|>>$)", head)
    found = re.findall(rb"(?<!Pg )(?<!Obj )\x01@(\d+)\x02", held[1] if held else b"")
    return [int(each) for each in found]
