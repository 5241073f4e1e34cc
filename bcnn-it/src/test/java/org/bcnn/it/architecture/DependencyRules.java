package org.bcnn.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.bcnn.it.architecture.Modules.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Which code may depend on which. */
final class DependencyRules {

  @ArchTest
  static final ArchRule API_DEPENDS_ON_THE_JDK_ALONE =
      classes()
          .that(in(Modules.API))
          .should()
          .onlyDependOnClassesThat(in(Modules.API).or(resideInAPackage("java..")))
          .because("whoever uses the API, or writes a backend, gets no other library with it");

  @ArchTest
  static final ArchRule TEST_KIT_DEPENDS_ON_THE_API_AND_JUNIT_ALONE =
      classes()
          .that(in(Modules.TEST_KIT))
          .should()
          .onlyDependOnClassesThat(
              in(List.of(Modules.API, Modules.TEST_KIT))
                  .or(resideInAnyPackage("java..", "org.junit.jupiter..")))
          .because("authors of other backends depend on it");

  /** A backend lowers operations, whatever they are for; models and tasks run on any backend. */
  @ArchTest
  static final ArchRule MODULES_DEPEND_ON_THOSE_BELOW =
      classes()
          .that(in(Modules.ALL))
          .should(
              dependOnNoModuleBut(
                  Map.of(
                      Modules.API, Set.of(),
                      Modules.MODELS, Set.of(Modules.API),
                      Modules.TENSORFLOW, Set.of(Modules.API),
                      Modules.DJL, Set.of(Modules.API),
                      Modules.TASKS, Set.of(Modules.API, Modules.MODELS),
                      Modules.TEST_KIT, Set.of(Modules.API))));

  @ArchTest
  static final ArchRule TENSORFLOW_STAYS_IN_ITS_BACKEND =
      noClasses()
          .that(not(in(Modules.TENSORFLOW)).or(not(resideInAPackage("org.bcnn.backend.tf"))))
          .should()
          .dependOnClassesThat(resideInAPackage("org.tensorflow.."));

  @ArchTest
  static final ArchRule DJL_STAYS_IN_ITS_BACKEND =
      noClasses()
          .that(not(in(Modules.DJL)).or(not(resideInAPackage("org.bcnn.backend.djl"))))
          .should()
          .dependOnClassesThat(resideInAPackage("ai.djl.."));

  @ArchTest
  static final ArchRule INJECTION_AT_THE_COMPOSITION_ROOT_ONLY =
      noClasses()
          .that(not(resideInAPackage("org.bcnn.tasks.wiring..")))
          .and(not(outermostNamed("org.bcnn.tasks.cli.Bcnn")))
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.google.inject..", "jakarta.inject.."))
          .because("everything else is made with new");

  @ArchTest
  static final ArchRule SERVICES_ARE_LOADED_IN_ONE_PLACE =
      noClasses()
          .that(not(outermostNamed("org.bcnn.backend.Backends")))
          .and(not(outermostNamed("org.bcnn.spec.Registry")))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ServiceLoader.class)
          .because(
              "the rules by which a backend is chosen and a component is named are written once");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles();

  private DependencyRules() {}

  /** Returns the predicate of a top-level class and all that is nested in it. */
  private static DescribedPredicate<JavaClass> outermostNamed(String name) {
    return DescribedPredicate.describe(
        "in " + name,
        (JavaClass type) -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }

  private static ArchCondition<JavaClass> dependOnNoModuleBut(Map<String, Set<String>> allowed) {
    return new ArchCondition<>("depend on no module but those below their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String from = Modules.of(type).orElseThrow();
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          Optional<String> to = Modules.of(dependency.getTargetClass());
          if (to.isPresent() && !to.get().equals(from) && !allowed.get(from).contains(to.get())) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** A slice for each package of the modules. */
  private static final class PackageSlices implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return Modules.of(type)
          .map(module -> SliceIdentifier.of(type.getPackageName()))
          .orElseGet(SliceIdentifier::ignore);
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
