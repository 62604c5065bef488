/* What a document holds, as cmark or (with -DGFM) cmark-gfm sees it: one record a heading, code block and table.
 *
 *   H level start length⏎text         a heading at the top of the document
 *   C start fenced lines⏎             a code block, with the number of its lines without fences
 *   T start rows⏎                     a table; `start` is that of its first body row, or else its last line
 *   X⏎                                something that CommonMark lacks
 *
 * Compiled once with each of the two, whose names are then hidden from one another.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef GFM
#include "cmark-gfm.h"
#include "cmark-gfm-core-extensions.h"
#include "strikethrough.h"
#include "table.h"
#define OUTLINE judge_cmark_gfm
#else
#include "cmark.h"
#include "node.h" /* whether code is fenced, which cmark.h does not tell */
#define OUTLINE judge_cmark
#endif

typedef struct {
  char *bytes;
  size_t len, room;
} Buffer;

static void add(Buffer *buffer, const char *bytes, size_t len) {
  if (buffer->len + len > buffer->room) {
    buffer->room = 2 * (buffer->len + len) + 256;
    buffer->bytes = realloc(buffer->bytes, buffer->room);
    if (buffer->bytes == NULL) abort();
  }
  memcpy(buffer->bytes + buffer->len, bytes, len);
  buffer->len += len;
}

static void add_heading_text(Buffer *text, cmark_node *heading) {
  cmark_iter *iter = cmark_iter_new(heading);
  cmark_event_type event;
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (event != CMARK_EVENT_ENTER) continue;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
      const char *literal = cmark_node_get_literal(node);
      if (literal != NULL) add(text, literal, strlen(literal));
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      add(text, " ", 1);
    }
  }
  cmark_iter_free(iter);
}

static int is_fenced(cmark_node *code) {
#ifdef GFM
  int length, offset;
  char character;
  return cmark_node_get_fenced(code, &length, &offset, &character);
#else
  return code->as.code.fenced;
#endif
}

static int line_ends(const char *text) {
  int count = 0;
  for (; *text != '\0'; text++) count += *text == '\n' || (*text == '\r' && text[1] != '\n');
  return count;
}

static void add_node(Buffer *out, cmark_node *node) {
  char head[128];
  cmark_node_type type = cmark_node_get_type(node);
  int start = cmark_node_get_start_line(node);
  int end = cmark_node_get_end_line(node);
  if (type == CMARK_NODE_HEADING && cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT) {
    Buffer text = {NULL, 0, 0};
    add_heading_text(&text, node);
    int level = cmark_node_get_heading_level(node);
    add(out, head, snprintf(head, sizeof head, "H %d %d %zu\n", level, start, text.len));
    if (text.len > 0) add(out, text.bytes, text.len);
    free(text.bytes);
  } else if (type == CMARK_NODE_CODE_BLOCK) {
    const char *literal = cmark_node_get_literal(node);
    int lines = literal == NULL ? 0 : line_ends(literal);
    add(out, head, snprintf(head, sizeof head, "C %d %d %d\n", start, is_fenced(node), lines));
  }
#ifdef GFM
  if (type == CMARK_NODE_TABLE) {
    int rows = 0;
    for (cmark_node *row = cmark_node_first_child(node); row != NULL; row = cmark_node_next(row), rows++) {
      if (rows == 1) end = cmark_node_get_start_line(row);
    }
    add(out, head, snprintf(head, sizeof head, "T %d %d\n", end, rows));
  }
  if (type == CMARK_NODE_TABLE || type == CMARK_NODE_STRIKETHROUGH || type == CMARK_NODE_FOOTNOTE_DEFINITION ||
      type == CMARK_NODE_FOOTNOTE_REFERENCE) {
    add(out, "X\n", 2);
  }
#endif
}

/* The records of a document, `*out_len` bytes that the caller frees by `free`. */
char *OUTLINE(const char *source, size_t len, int extended, size_t *out_len) {
#ifdef GFM
  static const char *const names[] = {"table", "strikethrough"};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(extended ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT);
  for (size_t i = 0; extended && i < sizeof names / sizeof *names; i++) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
  }
#else
  (void)extended;
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
#endif
  cmark_parser_feed(parser, source, len);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  Buffer out = {NULL, 0, 0};
  cmark_iter *iter = cmark_iter_new(document);
  cmark_event_type event;
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    if (event == CMARK_EVENT_ENTER) add_node(&out, cmark_iter_get_node(iter));
  }
  cmark_iter_free(iter);
  cmark_node_free(document);
  *out_len = out.len;
  return out.bytes;
}
