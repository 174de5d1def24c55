"""libyaml's syntax errors in Chinese, with the cure that Chinese authors need most often."""

from __future__ import annotations

import yaml

SENTENCES = {
    "could not find expected ':'": "这里缺少冒号",
    "found character that cannot start any token": "这个字符不能作为值的开头",
    "mapping values are not allowed in this context": "这里不能再出现“键: 值”",
    "did not find expected key": "这里应当是一个键，缩进或括号可能不对",
    "did not find expected '-' indicator": "这里应当是列表项“- ”，缩进可能不对",
    "did not find expected ',' or ']'": "方括号里的列表缺少逗号或右括号 ]",
    "did not find expected ',' or '}'": "花括号里的映射缺少逗号或右括号 }",
    "did not find expected node content": "这里应当有一个值",
    "did not find expected <document start>": "这里多出了内容",
    "found unexpected end of stream": "文件在这里意外结束，引号或括号没有配对",
    "found unexpected document indicator": "引号里出现了 --- 或 ...，引号可能没有配对",
    "found unknown escape character": "双引号里的反斜杠写法不对",
    "did not find expected alphabetic or numeric character": "& 或 * 后面应当是名字",
    "found undefined tag handle": "不支持类型标签",
    "did not find the expected '!'": "不支持类型标签",
    "found a tab character that violates indentation": "缩进里有 Tab 字符",
    "found a tab character where an indentation space is expected": "缩进里有 Tab 字符",
    "block sequence entries are not allowed in this context": "这里不能开始列表项“- ”",
    "block mapping entries are not allowed in this context": "这里不能开始“键: 值”",
    "mapping keys are not allowed in this context": "这里不能写键",
    "found invalid Unicode character escape code": "这个 \\u 转义不是有效的字符",
    "did not find expected hexdecimal number": "反斜杠转义后面应当是十六进制数字",
    "found unknown directive name": "不支持以 % 开头的指令",
    "did not find a valid comment or line break": "这里多出了内容",
    "did not find expected comment or line break": "这里多出了内容",
}
PUNCTUATION = {
    "：": "冒号",
    "，": "逗号",
    "【": "方括号",
    "】": "方括号",
    "｛": "花括号",
    "｝": "花括号",
    "“": "引号",
    "”": "引号",
}


def explain(error: yaml.MarkedYAMLError, text: str, line: int, column: int) -> tuple[str, str]:
    """Message and hint for a syntax error that libyaml met at `line` and `column` (from 1)."""
    problem = error.problem or ""
    message = next((ours for known, ours in SENTENCES.items() if known in problem), "这里读不懂")
    lines = text.splitlines()
    nearby = lines[max(line - 2, 0) : line]
    return f"YAML 语法错误：{message}", _cure(nearby, problem, column)


def _is_cut_by_brace(row: str, column: int) -> bool:
    """Whether the braces of a template end a plain value of `{key: value …}` before `column`."""
    value = row[:column].rpartition(": ")[2]
    return "{" in value and value.lstrip()[:1] not in ("'", '"', "{")


def _cure(nearby: list[str], problem: str, column: int) -> str:
    at = nearby[-1][column - 1 : column] if nearby else ""
    if any("\t" in row[: len(row) - len(row.lstrip())] for row in nearby) or "tab" in problem:
        return "缩进请用空格，不要用 Tab。"
    if nearby and "',' or '}'" in problem and _is_cut_by_brace(nearby[-1], column):
        return "值里有花括号 {…} 时，请把整个值加上引号。"
    found = [mark for mark in PUNCTUATION if any(mark in row for row in nearby)]
    if found:
        return f"附近有全角的{PUNCTUATION[found[0]]}“{found[0]}”，YAML 的标点要用半角。"
    if at and at in "@`%*&!":
        return "以 @ ` % * & ! 开头的文字请加引号。"
    if "mapping values" in problem:
        return "文字里含有“: ”时请加引号；同一级的键要对齐。"
    return "检查上一行的引号、括号和缩进。"
