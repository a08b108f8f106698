/* Growing text in a buffer of its own: no paragraph of a report is longer. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include "prose.h"

void prose_start(struct prose *prose)
{
	prose->text[0] = '\0';
	prose->length = 0;
}

void prose_say(struct prose *prose, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(prose->text + prose->length, sizeof prose->text - prose->length, format, arguments);
	va_end(arguments);
	size_t room = sizeof prose->text - 1 - prose->length;
	prose->length += length < 0 ? 0 : (size_t)length < room ? (size_t)length : room;
}

void prose_capital(struct prose *prose, size_t from)
{
	if (from < prose->length)
		prose->text[from] = (char)toupper((unsigned char)prose->text[from]);
}
