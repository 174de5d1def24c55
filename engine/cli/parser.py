"""A command-line parser that speaks Chinese: usage, headings, help and mistakes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from engine.cli.command import Command, WrongUse
from engine.packs.suggest import did_you_mean

DESCRIPTION = "职评：按 YAML 规则包生成申报表单、检测申报材料、打印评审表。"
EPILOG = """\
示例：
  zhiping lint                          检查全部规则包
  zhiping show                          列出全部评审计划
  zhiping check PLAN 材料.yaml          按计划检测一份申报材料
  zhiping COMMAND --help                查看某个命令的用法和示例

退出码：0 正常；1 有问题或检测未通过；2 用法不对。
PLAN 是计划的 id（如 zhiping show 所列）或计划文件的路径。"""

MISTAKES = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"多余的参数：\1"),
    (r"argument (.*?): expected one argument", r"\1 后面缺少一个值"),
    (r"argument (.*?): expected at least one argument", r"\1 后面至少要有一个值"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 应为整数，不是 \2"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 只能是 \3，不是 \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 与 \2 不能同时使用"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose own words are Chinese and whose mistakes raise `WrongUse`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **kwargs)
        # The only way to give argparse's two built-in groups another heading.
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本帮助")

    def error(self, message: str) -> NoReturn:
        """Refuse the call.

        :raises WrongUse: always, with argparse's message in Chinese
        """
        for pattern, chinese in MISTAKES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, chinese, message)
        raise WrongUse(f"{message}\n{self.format_usage().strip()}")


def _add_common(parser: argparse.ArgumentParser, *, inherit: bool) -> None:
    """Options that may stand before or after the command; after it they win."""
    default: Any = argparse.SUPPRESS
    parser.add_argument(
        "--config", metavar="DIR", type=Path, action="append",
        default=default if inherit else None,
        help="自己的规则包文件夹，可重复（代码表、27 系列、工作日历总是可用）；不写则用自带的",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=["text", "json"],
        default=default if inherit else "text",
        help="输出格式：text 给人看，json 给程序读",
    )  # fmt: skip


def build_parser(commands: Iterable[Command]) -> Parser:
    """The parser of all commands; `arguments.command` holds the chosen command's name."""
    parser = Parser(prog="zhiping", description=DESCRIPTION, epilog=EPILOG)
    _add_common(parser, inherit=False)
    below = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="命令", parser_class=Parser
    )
    for command in commands:
        child = below.add_parser(
            command.name,
            help=command.help,
            description=command.help,
            epilog=f"示例：\n{command.examples}" if command.examples else None,
        )
        command.add_arguments(child)
        _add_common(child, inherit=True)
    return parser


def refuse_unknown_command(words: Sequence[str], names: Sequence[str]) -> None:
    """Look at the first word that is no option before argparse does, to suggest a near name.

    :raises WrongUse: it is no command
    """
    takes_value = False
    for word in words:
        if takes_value:
            takes_value = False
        elif word in ("--config", "--format"):
            takes_value = True
        elif not word.startswith("-"):
            if word not in names:
                raise WrongUse(f"没有 “{word}” 这个命令。{did_you_mean(word, names)}")
            return
