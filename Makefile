# Longer targets are programs in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run check test bench release docs fuzz mutants sanitize format lint clean

# Swift's own libraries in the program, and optimisation across modules: a tenth less processor time.
RELEASE := -c release --static-swift-stdlib -Xswiftc -cross-module-optimization

SWIFT_SOURCES := Package.swift Sources Tests Benchmarks examples

help: ## Print this help
	@echo 'Aldaba, an identity broker. make …'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install missing packages, build, prepare var/, start the broker and the example service
	@scripts/run-development

check: ## Build, and run the tests that start no server, browser or program: after each change
	@scripts/run-tests --check

test: ## Install missing packages, build, run all tests
	@scripts/run-tests

bench: ## Run the benchmarks, in a release build (BENCHMARK='name …' for some)
	@scripts/install-dependencies run
	@swift build $(RELEASE) --product aldaba
	@swift build $(RELEASE) --product Benchmarks
	@.build/release/Benchmarks $(BENCHMARK)

release: ## Build the program as it is installed: .build/release/aldaba, with Swift's libraries in it
	@scripts/install-dependencies run
	@swift build $(RELEASE) --product aldaba

docs: ## Build the documentation with DocC: a web site in .build-docs
	@scripts/install-dependencies run
	@scripts/build-docs

fuzz: ## Search for input that breaks a parser (SURFACE=xml SECONDS=60 for a part)
	@scripts/run-fuzzing $(if $(SURFACE),$(SURFACE),'') $(SECONDS)

mutants: ## Remove each defence once and run the tests that must fail (PART=SAML for some, FRESH=1 to repeat all)
	@scripts/install-dependencies test
	@scripts/run-mutants $(PART)

sanitize: ## Run suites without subprocesses under AddressSanitizer and ThreadSanitizer (LAYER=core for a part)
	@scripts/install-dependencies test
	@scripts/run-sanitizers $(KIND) $(LAYER)

format: ## Format the Swift sources
	@swift format --in-place --recursive --parallel $(wildcard $(SWIFT_SOURCES))

lint: ## Check the format of the Swift sources
	@swift format lint --strict --recursive --parallel $(wildcard $(SWIFT_SOURCES))

clean: ## Remove all builds; keep var/ with its keys and citizens (rm -r var removes them)
	@rm -rf .build .build-*
