#!/bin/sh
# Compiles cmark and cmark-gfm for the judge, out of their sources.
#
#     judge/build.sh CMARK CMARK_GFM
#
# CMARK is a source tree of cmark 0.31.2, CMARK_GFM one of cmark-gfm 0.29.0.gfm.13 (also the one in `third_party/cmark`
# of the source distribution of Python's cmarkgfm). Needs a C compiler and binutils.
set -eu

cmark=$1
cmark_gfm=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$here/lib/work
rm -rf "$here/lib"
mkdir -p "$work/cmark" "$work/gfm"

# What their own builds would make of templates.
echo '#define CMARK_EXPORT' > "$work/cmark/cmark_export.h"
printf '#define CMARK_VERSION 0\n#define CMARK_VERSION_STRING "0"\n' > "$work/cmark/cmark_version.h"
echo '#define CMARK_GFM_EXPORT' > "$work/gfm/cmark-gfm_export.h"
echo '#define CMARK_GFM_EXTENSIONS_EXPORT' > "$work/gfm/cmark-gfm-extensions_export.h"
printf '#define CMARK_GFM_VERSION 0\n#define CMARK_GFM_VERSION_STRING "0"\n' > "$work/gfm/cmark-gfm_version.h"
cat > "$work/gfm/config.h" <<'END'
#include <stdbool.h>
#define HAVE_STDBOOL_H
#define HAVE___BUILTIN_EXPECT
#define HAVE___ATTRIBUTE__
#define CMARK_ATTRIBUTE(list) __attribute__(list)
#define CMARK_INLINE inline
END

# One object of all, in which only the judge's own function can be seen: the two libraries share most of their names.
compile() {
    name=$1
    function=$2
    shift 2
    flags=$1
    shift
    for source in "$@" "$here/c/outline.c"; do
        case $source in */main.c) continue ;; esac
        # shellcheck disable=SC2086
        ${CC:-cc} -O2 -DNDEBUG -fPIC -w $flags -c "$source" -o "$work/$name/$(basename "$source" .c).o"
    done
    if [ "$name" = gfm ]; then objcopy --weaken-symbols="$work/newer" "$work/gfm/scanners.o"; fi
    ld -r -o "$work/$name.o" "$work/$name"/*.o
    objcopy --keep-global-symbol="$function" "$work/$name.o"
}

# cmark-gfm is of CommonMark 0.29. What has changed since then for blocks and HTML is in cmark's scanners, which it can
# use, and in one condition: a tag alone on a lazy line begins no block.
mkdir "$work/src"
cp "$cmark_gfm"/src/*.[ch] "$cmark_gfm"/src/*.inc "$work/src"
sed -i 's/(cont_type != CMARK_NODE_PARAGRAPH &&$/(cont_type != CMARK_NODE_PARAGRAPH \&\& !maybe_lazy \&\&/' "$work/src/blocks.c"
grep -q '!maybe_lazy &&$' "$work/src/blocks.c"
${CC:-cc} -O2 -fPIC -w "-I$work/cmark" "-I$cmark/src" -c "$cmark/src/scanners.c" -o "$work/gfm/newer_scanners.o"
objcopy --localize-symbol=_scan_at "$work/gfm/newer_scanners.o"
nm --defined-only "$work/gfm/newer_scanners.o" | sed -n 's/^.* T //p' > "$work/newer"

compile cmark judge_cmark "-I$work/cmark -I$cmark/src" "$cmark"/src/*.c
compile gfm judge_cmark_gfm "-DGFM -I$work/gfm -I$work/src -I$cmark_gfm/extensions" \
    "$work/src"/*.c "$cmark_gfm"/extensions/*.c
ar rcs "$here/lib/libjudges.a" "$work/cmark.o" "$work/gfm.o"
rm -r "$work"
