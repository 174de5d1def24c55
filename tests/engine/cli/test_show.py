"""`show` prints values as YAML that reads back, each with the place it came from."""

import yaml

from engine.cli.show import node_data, node_lines
from engine.packs.source import parse_source

PACK = """\
kind: plan
id: somewhere/plan
name: 计划
list: [1, 二, {a: 1, b: [x]}, [1, 2]]
empty: {}
map:
  - id: x
    name: 'yes'
    deep: {v: 1.5, n: null}
"""


def test_lines_read_back_as_the_same_data_and_name_their_places():
    root = parse_source(PACK, "pack.yaml").root

    lines = list(node_lines(root))

    assert yaml.safe_load("\n".join(lines)) == yaml.safe_load(PACK)
    assert lines[2] == "name: 计划" + " " * 50 + "  # pack.yaml:3"
    assert lines[-1] == "      n: null" + " " * 47 + "  # pack.yaml:9"


def test_data_has_a_place_for_every_scalar():
    root = parse_source(PACK, "pack.yaml").root

    data = node_data(root)

    assert data["value"] == yaml.safe_load(PACK)
    assert data["places"]["list[2].b[0]"] == "pack.yaml:4"
    assert data["places"]["map[0].deep.v"] == "pack.yaml:9"
