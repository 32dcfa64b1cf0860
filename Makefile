# Each target is one line here; what takes more is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run test bench fuzz mutants sanitize format lint clean

SWIFT_SOURCES := Package.swift Sources Tests Benchmarks examples

help: ## Say what can be made
	@echo 'Aldaba, an identity broker. make …'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, build, prepare var/, start the broker and the example service
	@scripts/run-development

test: ## Install what is missing, build, run every test
	@scripts/run-tests

bench: ## Measure, with a release build (BENCHMARK='name …' for some)
	@scripts/install-dependencies run
	@swift build -c release --product aldaba
	@swift run -c release Benchmarks $(BENCHMARK)

fuzz: ## Search for input that breaks a parser (SURFACE=xml SECONDS=60)
	@scripts/run-fuzzing $(if $(SURFACE),$(SURFACE),'') $(SECONDS)

mutants: ## Take each defence out once and run the tests that must notice (PART=SAML for some, FRESH=1 for all again)
	@scripts/install-dependencies test
	@scripts/run-mutants $(PART)

sanitize: ## Run the suites that start no other process under AddressSanitizer and ThreadSanitizer (LAYER=core)
	@scripts/install-dependencies test
	@scripts/run-sanitizers $(KIND) $(LAYER)

format: ## Lay out the Swift sources
	@swift format --in-place --recursive --parallel $(wildcard $(SWIFT_SOURCES))

lint: ## Check the layout of the Swift sources; any remark is an error
	@swift format lint --strict --recursive --parallel $(wildcard $(SWIFT_SOURCES))

clean: ## Remove what was built; var/ stays, with its keys and citizens (rm -r var for a new start)
	@rm -rf .build .build-*
