/* Texts are checked letter by letter, so that nothing a model may hold makes a file that others cannot read. */
#include <math.h>
#include "models/tree.h"
#include "json.h"

void json_text(FILE *to, const char *text, size_t length)
{
	fputc('"', to);
	for (size_t i = 0, bytes; i < length; i += bytes) {
		unsigned char c = (unsigned char)text[i];
		size_t letter = tree_letter_length(text + i, length - i);
		bytes = letter ? letter : 1;
		if (c == '"' || c == '\\')
			fprintf(to, "\\%c", c);
		else if (c == '\n')
			fputs("\\n", to);
		else if (c == '\t')
			fputs("\\t", to);
		else if (c < 0x20)
			fprintf(to, "\\u%04x", c);
		else if (letter)
			fwrite(text + i, 1, letter, to);
		else
			fputs("\xEF\xBF\xBD", to);
	}
	fputc('"', to);
}

/* Adding 0 makes 0 of -0, which would not come back. */
void json_rounded(FILE *to, double value)
{
	if (isfinite(value))
		fprintf(to, "%.6g", value + 0.0);
	else
		fputs("null", to);
}
