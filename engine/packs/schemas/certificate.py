"""Schema of the common key `certificate`: number, looks, seals, how certificates are replaced."""

from __future__ import annotations

from engine.certificates.wording import CHANGEABLE, OTHERS, VALUES
from engine.packs.schemas.words import (
    Schema,
    choice,
    many,
    record,
    ref,
    table_of,
    text,
)

KNOWN = "、".join(f"{name} {label}" for name, label in {**VALUES, **OTHERS}.items())

LAYOUT = record(
    "版面",
    "A4 纸一张。",
    {
        "orientation": choice(
            "方向", "landscape 横排，portrait 竖排（默认）。", "landscape", "portrait"
        ),
        "colour": choice("颜色", "边框和底纹的颜色，默认 red。", "red", "blue", "green"),
        "statement": text("证明文字", f"可用 {{名称}}：{KNOWN}。"),
        "items": many(
            "各项",
            "照片旁边逐行印出的内容。",
            record(
                "一项",
                "",
                {
                    "value": choice("内容", f"{KNOWN}。", *VALUES, *OTHERS),
                    "label": text("名称", "省略时用上面的名称。"),
                },
                "value",
            ),
            minItems=1,
        ),
        "notes": text("附注", "印在下方的小字。"),
    },
)

REISSUE = record(
    "补换证",
    "证书丢失或信息错误时怎样补换；没有写就不能在网上补换。",
    {
        "nodes": many(
            "审核节点", "按先后顺序，最后一个是发证机关（by: issuer）。", ref("node"), minItems=1
        ),
        "changes": many(
            "可以变更的项目",
            "换证时可以改的内容；省略时五项都可以。",
            choice("项目", "", *CHANGEABLE),
            uniqueItems=True,
        ),
        "pledge": text("承诺", "提交前勾选的承诺。"),
    },
    "nodes",
)

CERTIFICATE: Schema = record(
    "证书",
    "通过以后发什么证书。",
    {
        "name": text("证书名称", "如“专业技术资格证书”。"),
        "source": text("依据", "出自哪份文件、哪一条。"),
        "number": text(
            "证书编号",
            "如 9{region}{year}{committee:04}{serial:06}：{year} 年度和 {serial} 流水号之外的名称"
            "写在 parts 里，:06 表示不足六位时前面补零。流水号对其余各部分相同的证书从 1 数起。",
        ),
        "parts": table_of(
            "编号的各部分", "名称: 值，如 region: '34'。标准和计划可以改写。", text("值")
        ),
        "approval": text("批准文号的样子", "发证时填写批准文号的提示，如“皖职改〔2026〕12号”。"),
        "nature": text("资格性质", "印在证书上，如“社会化”（默认）。"),
        "layout": LAYOUT,
        "seals": record(
            "印章",
            "印章处的文字；上传了电子印章的盖章，没有的留空由线下盖章。",
            {
                "issuer": text("发证机关", "如“发证机关（章）”。"),
                "committee": text("评委会", "如“评审委员会（章）”。"),
            },
        ),
        "reissue": REISSUE,
    },
)

CERTIFICATE_KEYS: Schema = {"certificate": CERTIFICATE}
