/* Gathers what the tables say. Nothing about the language is written here but the names of its parts: the tables know the rest. */
#include <math.h>
#include <string.h>
#include "models/config.h"
#include "models/expr.h"
#include "models/row.h"
#include "models/series.h"
#include "sim/variate.h"
#include "number.h"
#include "reference.h"

#define SCHEMAS_AT_MOST 64

struct gathering {
	struct arena *arena;
	struct reference_entry *first, *last;
	const struct schema *seen[SCHEMAS_AT_MOST];   /* described already: steps may stand inside steps */
	size_t seen_count;
};

static struct reference_entry *add(struct gathering *gathering, const char *section, const char *name)
{
	struct reference_entry *entry = arena_take(gathering->arena, 1, sizeof *entry);
	*entry = (struct reference_entry){ .section = section, .name = name, .what = "", .help = "" };
	if (gathering->last)
		gathering->last->next = entry;
	else
		gathering->first = entry;
	gathering->last = entry;
	return entry;
}

static const char *const type_words[] = {
	[KEY_TEXT] = "a text", [KEY_WORD] = "", [KEY_NUMBER] = "a number", [KEY_COUNT] = "a whole number", [KEY_TRUTH] = "true or false",
	[KEY_VALUE] = "", [KEY_TEXTS] = "a text, or a list of texts", [KEY_VALUES] = "a list of ", [KEY_GROUP] = "a group",
	[KEY_GROUPS] = "a list of groups", [KEY_MEMBERS] = "a group of groups, each with a name of yours",
	[KEY_SETTINGS] = "a group of values, each with a name", [KEY_STEPS] = "a list of steps", [KEY_ANY] = "",
};

static const char *const unit_words[] = {
	[UNIT_NONE] = "an expression", [UNIT_TIME] = "a time", [UNIT_RATE] = "a rate", [UNIT_SHARE] = "a share",
	[UNIT_NUMBER] = "a number or an expression", [UNIT_CONDITION] = "a condition", [UNIT_MONEY] = "an amount of money",
};

static const char *const plural_unit_words[] = {
	[UNIT_NONE] = "expressions", [UNIT_TIME] = "times", [UNIT_RATE] = "rates", [UNIT_SHARE] = "shares", [UNIT_NUMBER] = "numbers",
	[UNIT_CONDITION] = "conditions", [UNIT_MONEY] = "amounts of money",
};

static const char *list_words(struct arena *arena, const char *const *words)
{
	const char *list = "";
	for (size_t i = 0; words && words[i]; i++)
		list = arena_format(arena, "%s%s\"%s\"", list, i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
	return list;
}

static const char *range_of(struct arena *arena, const struct schema_key *key)
{
	char low[NUMBER_ROOM], high[NUMBER_ROOM];
	if (key->low == 0.0 && key->high == 0.0)
		return "";
	number_plain(low, key->low, 6);
	if (!(key->high < 1e7))
		return arena_format(arena, " from %s", low);
	number_plain(high, key->high, 7);
	return arena_format(arena, " from %s to %s", low, high);
}

/* "a whole number from 1, or "unlimited"; default 1" */
static const char *describe(struct arena *arena, const struct schema_key *key)
{
	const char *unit = key->type == KEY_VALUE ? unit_words[key->unit] : key->type == KEY_VALUES ? plural_unit_words[key->unit] : "";
	const char *words = list_words(arena, key->words), *type = type_words[key->type];
	const char *what = arena_format(arena, "%s%s%s", type, unit, range_of(arena, key));
	if (*words)
		what = arena_format(arena, "%s%s%s", what, *what ? ", or " : "one of ", words);
	if (key->required)
		what = arena_format(arena, "%s%srequired%s%s%s%s", what, *what ? "; " : "", key->unless[0] ? ", unless there is a " : "",
			key->unless[0] ? key->unless[0] : "", key->unless[1] ? " or a " : "", key->unless[1] ? key->unless[1] : "");
	if (key->fallback && strcmp(key->fallback, "{}") != 0)
		what = arena_format(arena, "%s%sdefault %s", what, *what ? "; " : "", key->fallback);
	return what;
}

static bool is_seen(const struct gathering *gathering, const struct schema *schema)
{
	for (size_t i = 0; i < gathering->seen_count; i++)
		if (gathering->seen[i] == schema)
			return true;
	return false;
}

static void gather_schema(struct gathering *gathering, const struct schema *schema, const char *path);

static void gather_inner(struct gathering *gathering, const struct schema_key *key, const char *path)
{
	const char *slot = key->type == KEY_MEMBERS ? ".NAME" : key->type == KEY_GROUPS || key->type == KEY_STEPS ? "[ ]" : "";
	const char *inner = arena_format(gathering->arena, "%s%s%s%s", path, *path ? "." : "", key->name, slot);
	gather_schema(gathering, key->inner, inner);
}

/* All keys of a group stand together; the groups inside it follow. */
static void gather_schema(struct gathering *gathering, const struct schema *schema, const char *path)
{
	if (is_seen(gathering, schema) || gathering->seen_count == SCHEMAS_AT_MOST)
		return;
	gathering->seen[gathering->seen_count++] = schema;
	for (const struct schema_key *key = schema->keys; key->name; key++) {
		struct reference_entry *entry = add(gathering, "Keys of a model file", key->name);
		entry->group = *path ? path : "the file itself";
		entry->group_help = schema->help;
		entry->what = describe(gathering->arena, key);
		entry->help = key->help ? key->help : "";
		entry->example = key->example;
		entry->also = key->also;
	}
	for (const struct schema_key *key = schema->keys; key->name; key++) {
		if (key->inner)
			gather_inner(gathering, key, path);
		if (key->type == KEY_STEPS)
			gather_schema(gathering, &step_schema, arena_format(gathering->arena, "%s.%s[ ]", path, key->name));
	}
}

/* "mean, sd or shape, scale" */
static const char *describe_forms(struct arena *arena, const struct variate_type *type)
{
	const char *all = "";
	for (size_t f = 0; f < sizeof type->forms / sizeof type->forms[0] && type->forms[f].names[0]; f++) {
		const struct variate_form *form = &type->forms[f];
		const char *one = "";
		for (unsigned i = 0; i < form->count; i++) {
			bool optional = i + form->optional >= form->count;
			const char *fallback = "";
			if (optional)
				fallback = isnan(form->fallback[i]) ? " (may be left out)" : arena_format(arena, " = %g", form->fallback[i]);
			one = arena_format(arena, "%s%s%s%s", one, i ? ", " : "", form->names[i], fallback);
		}
		all = arena_format(arena, "%s%s(%s)", all, *all ? " or " : "", one);
	}
	return all;
}

static void gather_distributions(struct gathering *gathering)
{
	for (const struct variate_type *type = variate_types; type->name; type++) {
		struct reference_entry *entry = add(gathering, "Distributions", type->name);
		entry->what = describe_forms(gathering->arena, type);
		entry->help = type->help ? type->help : "";
		entry->example = type->example;
		bool data = type->fit != VARIATE_FIT_NONE, luck = type->quantile;
		if (data || luck)
			entry->help = arena_format(gathering->arena, "%s May say %s%s%s.", entry->help, data ? "`data`" : "", data && luck ? " and " : "",
				luck ? "`luck`" : "");
	}
	struct reference_entry *data = add(gathering, "Distributions", "data");
	data->what = "an argument of those that may say it";
	data->help = "How many observations stand behind the distribution. The run itself does not change by it, but `takt run` then also draws "
		"models that may be true, in which the distribution is as so many observations might have shown it (fitted again by mean and sd; "
		"by the mean alone where that is all; by the shares of a choice), and tells luck, which more replications average out, from "
		"ignorance, which only more observations reduce.";
	data->example = "lognormal(mean=8 min, sd=3 min, data=40)";
	data->also = "observations ignorance uncertainty";
	struct reference_entry *luck = add(gathering, "Distributions", "luck");
	luck->what = "an argument of those that may say it";
	luck->help = "A number from 0 to 1: not a value by chance, but the one below which this share of the distribution lies. What shares "
		"one luck, as a fact weather = \"uniform(0, 1)\", is long together and short together; correlated(weather, 0.6) is a luck that goes "
		"with it less strictly.";
	luck->example = "gamma(mean=8 d, sd=3 d, luck=weather)";
	luck->also = "correlation correlated quantile common cause";
}

static void gather_words(struct gathering *gathering, const char *section, const struct expr_word *words)
{
	for (; words->name; words++) {
		struct reference_entry *entry = add(gathering, section, words->name);
		entry->what = words->arguments && *words->arguments ? arena_format(gathering->arena, "(%s)", words->arguments) : "";
		entry->help = words->help ? words->help : "";
	}
}

static const char *const units[] = {
	[METRIC_COUNT] = "a count", [METRIC_TIME] = "a time", [METRIC_SHARE] = "a share", [METRIC_RATE] = "a rate",
	[METRIC_NUMBER] = "a number", [METRIC_MONEY] = "money" };

static void gather_series(struct gathering *gathering)
{
	for (const struct series_kind *kind = series_kinds; kind->metric.pattern; kind++) {
		struct reference_entry *entry = add(gathering, "Series of --format json, over the run or (.week, .day) by the hour",
			arena_format(gathering->arena, "%s%s", kind->metric.pattern, kind->folds ? ", .week, .day" : ""));
		entry->what = units[kind->metric.unit];
		entry->help = kind->metric.help;
	}
}

static void gather_metrics(struct gathering *gathering)
{
	static const char *const better[] = { [METRIC_NEITHER] = "", [METRIC_LESS] = "; less is better", [METRIC_MORE] = "; more is better" };
	for (const struct metric_kind *kind = row_kinds; kind->pattern; kind++) {
		struct reference_entry *entry = add(gathering, "Metrics (K a kind of work, S a station, R a resource, C a cause)", kind->pattern);
		entry->what = arena_format(gathering->arena, "%s%s", units[kind->unit], better[kind->better]);
		entry->help = kind->help;
	}
}

struct reference_entry *reference_gather(struct arena *arena)
{
	struct gathering gathering = { .arena = arena };
	gather_schema(&gathering, &config_schema, "");
	gather_distributions(&gathering);
	gather_words(&gathering, "Functions in expressions", expr_functions);
	gather_words(&gathering, "What an expression may ask", expr_states);
	gather_words(&gathering, "Units", expr_units);
	gather_metrics(&gathering);
	gather_series(&gathering);
	return gathering.first;
}
