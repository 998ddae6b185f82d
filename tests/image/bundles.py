"""Bundles of one article, signed with a key of the test's own."""
import os
import random
import subprocess
import zipfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
READER = os.path.join(TOP, "build/native/bin/slipcase")
TEXTS = {"town": "# 镇上的图书馆\n\n春天来了，河水涨到台阶下面。\n",
         "river": "# 河边的桥\n\n在优盘上。每次涨潮，桥角的灯就亮了。\n",
         "alder": "# 水边的树\n\n湖边的树，冬天也站在水里。\n",
         "other": "# 没有签名\n\n不应该打开。\n"}


class Bundles:
    def __init__(self, folder):
        self.folder = folder
        self.run("minisign", "-G", "-W", "-f", "-p", "test.pub", "-s", "test.key")

    def run(self, *command):
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True, timeout=600,
                       env={**os.environ, "LANGUAGE": "en", "SDL_VIDEODRIVER": "dummy"})

    def make(self, identity, edition, sign=True, filling=0):
        """The files of it: the bundle, and its signature."""
        name = f"{identity}-{edition}.zip"
        path = os.path.join(self.folder, name)
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("bundle.ini", f"[bundle]\nid = {identity}\nedition = {edition}\ntitle = {identity}\n")
            archive.writestr("README.md", TEXTS[identity] + f"\n{edition}\n")
            if filling:
                archive.writestr("filling.bin", random.Random(edition).randbytes(filling))
        return [path] + ([self.sign(path, edition)] if sign else [])

    def sign(self, path, edition):
        self.run("minisign", "-S", "-s", "test.key", "-t", f"edition {edition}", "-m", path)
        return path + ".minisig"

    def page(self, path, size="1280x800"):
        """The first page of it, as the reader draws it without a screen."""
        out = f"{path}-{size}.png"
        self.run(READER, "render", path, "--size", size, "-o", out)
        return out
