"""发证, the holder's certificate, what a stranger is told of it, revocation and 补换证."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.steps.person import document, upload_photo
from tests.browser.steps.stage import Stage
from tests.browser.steps.window import Window

NUMBER = re.compile(r"证书编号 (\w+)")


def issue(issuer: Window, name: str, approval: str) -> str:
    """From the desk to the number of the certificate, which is drawn in the background."""
    issuer.go("/unit")
    issuer.follow("待发证的申报")
    issuer.press("确认发证")  # for nobody, without an approval: nothing happens
    expect(issuer.page.get_by_role("alert").first).to_be_visible()
    issuer.page.get_by_role("checkbox", name=f"勾选{name}").check()
    issuer.page.locator("#approval_number").fill(approval)
    issuer.press("确认发证")
    issuer.says("已发证 1 人")
    found = NUMBER.search(issuer.page.locator("main").inner_text())
    assert found
    return found[1]


def open_certificate(holder: Window, number: str) -> None:
    """我的职称, and one certificate of the list."""
    holder.go("/home")
    holder.follow("我的职称", within="header")
    row = holder.page.get_by_role("row").filter(has_text=number)
    holder.click(row.get_by_role("link", name=re.compile("^查看")).first)


def download(stage: Stage, holder: Window, number: str, file: Path) -> bytes:
    """Once the worker has drawn it, the holder has the PDF on their disk."""
    open_certificate(holder, number)
    holder.says("正在生成")
    holder.look("being drawn")
    stage.work()
    open_certificate(holder, number)
    holder.look("drawn")
    with holder.page.expect_download() as started:
        holder.page.get_by_role("link", name="下载").first.click()
    started.value.save_as(file)
    return file.read_bytes()


def verify_by_number(stranger: Window, number: str, name: str, word: str) -> None:
    """From the first page of the site: number and name, and what stands of it."""
    stranger.go("/")
    stranger.follow("证书核验", within="body")
    stranger.page.locator("#number").fill(number)
    stranger.page.locator("#name").fill("某某")
    stranger.press("核验")
    stranger.says("没有查到相符的证书")
    stranger.page.locator("#name").fill(name)
    stranger.press("核验")
    expect(stranger.page.locator(".page-head .badge")).to_have_text(word)


def verify_by_code(stranger: Window, address: str, word: str) -> None:
    """The address in the QR code of the certificate."""
    stranger.go(address)
    expect(stranger.page.locator(".page-head .badge")).to_have_text(word)
    stranger.look(word)


def revoke(issuer: Window, number: str, reason: str) -> None:
    """撤销, which needs a reason."""
    issuer.go("/issuing/certificates")
    issuer.follow(f"查看{number}")
    issuer.press("撤销证书")
    expect(issuer.page.get_by_role("alert").first).to_be_visible()
    issuer.page.locator("#reason").fill(reason)
    issuer.press("撤销证书")
    expect(issuer.page.locator(".page-head .badge")).to_have_text("已撤销")


def ask_for_new(holder: Window, number: str, changes: Mapping[str, str], reason: str) -> None:
    """补换证 of a certificate in the list (情况二): first with too little, which loses nothing."""
    holder.go("/certificates")
    row = holder.page.get_by_role("row").filter(has_text=number)
    holder.click(row.get_by_role("button", name=re.compile("补换证")).first)
    for field, value in changes.items():
        holder.page.locator(f'[name="change"][value="{field}"]').check()
        holder.page.locator(f"#new-{field}").fill(value)
    _send(holder, reason)


def ask_for_other(holder: Window, values: Mapping[str, str], reason: str) -> None:
    """补换证 of a certificate that is not in the list (情况一)."""
    holder.go("/certificates")
    holder.follow("新增")
    for field, value in values.items():
        holder.page.locator(f"#{field}").fill(value)
    _send(holder, reason)


def hand_in_request_again(holder: Window, number: str, reason: str) -> None:
    """What was sent back says why; it is changed and handed in again."""
    holder.go("/certificates")
    row = holder.page.get_by_role("row").filter(has_text=number)
    holder.click(row.get_by_role("link", name=re.compile("^补换证")).first)
    holder.look("sent back")
    holder.page.locator("#reason").fill(reason)
    holder.page.locator('[name="agreed"]').check()
    holder.press("提交")
    holder.says("补换证申请已提交")


def number_of(holder: Window, word: str) -> str:
    """The number of the certificate in the list with this word beside it."""
    holder.go("/certificates")
    row = holder.page.locator("main tbody tr").filter(has_text=word).first
    return row.locator('[data-label="证书编号"]').inner_text().strip()


def give_photo(holder: Window, number: str) -> None:
    """上传证件照 of a certificate that waits for it."""
    holder.go("/certificates")
    row = holder.page.get_by_role("row").filter(has_text=number)
    holder.click(row.get_by_role("link", name=re.compile("^上传")).first)
    upload_photo(holder, "main")


def _send(holder: Window, reason: str) -> None:
    page = holder.page
    page.locator("#reason").fill(reason)
    holder.press("提交")  # neither proof nor promise
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("#reason")).to_have_value(reason)
    page.locator('[name="proof"]').set_input_files(document("原证书.jpg"))
    page.locator('[name="agreed"]').check()
    holder.press("提交")
    holder.says("补换证申请已提交")


def decide_request(operator: Window, name: str, action: str, opinion: str) -> None:
    """From the desk to a request for a new certificate, which is decided."""
    operator.go("/unit")
    operator.follow("待审核的补换证申请")
    operator.follow(re.compile(f"^审核.*{name}"))
    operator.page.locator("#opinion").fill(opinion)
    operator.press(action)
