#!/bin/bash
# Writes shop.cfg: 100 stations that differ in nothing but their names.
cd "$(dirname "$0")" || exit 1
{
	cat <<-'END'
	title = "A shop: 100 stations of 10 machines, 510 operators for all of them, three priorities";
	about = "A job makes 5 visits to stations drawn at random and seizes a machine and an operator together. Written by shop.sh.";
	clock = { unit = "h"; };
	run   = { length = "5000 h"; warmup = "none"; };

	resources = {
	  operator = { number = 510; };
	};

	stations = {
	END
	for i in {1..100}; do
		echo "  s$i = { machines = 10; needs = { operator = 1; }; time = \"exponential(1 h)\"; queue = { order = \"priority\"; }; };"
	done
	cat <<-'END'
	};

	work = {
	  job = {
	    arrive   = { every = "exponential(1 h / 100)"; };
	    facts    = { class = "choice(1: 20%, 2: 30%, 3: 50%)"; };
	    priority = "class";
	    process  = (
	      { name = "draw"; next = (
	          { to = "end"; when = "passes = 5"; },
	END
	for i in {1..99}; do echo "          { to = \"s$i\"; chance = \"1%\"; },"; done
	echo '          { to = "s100"; chance = "1%"; }'
	echo '      ); },'
	for i in {1..99}; do echo "      { at = \"s$i\"; next = ( { to = \"draw\"; } ); },"; done
	echo '      { at = "s100"; next = ( { to = "draw"; } ); }'
	cat <<-'END'
	    );
	  };
	};
	END
} > shop.cfg
