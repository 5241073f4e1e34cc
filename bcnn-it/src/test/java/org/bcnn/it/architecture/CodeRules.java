package org.bcnn.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.bcnn.it.architecture.Modules.in;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Collections;
import java.util.Date;

/** What code may do, wherever it is. */
final class CodeRules {

  @ArchTest
  static final ArchRule RANDOMNESS_IS_ADDRESSED =
      noClasses()
          .that(in(Modules.ALL))
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.random..")
                  .or(assignableTo(java.util.Random.class))
                  .or(assignableTo(java.util.SplittableRandom.class)))
          .orShould()
          .accessTargetWhere(
              method(Math.class, "random")
                  .or(method(StrictMath.class, "random"))
                  .or(method(Collections.class, "shuffle")))
          .because("all noise is drawn from addressed streams, so that a run can be repeated");

  @ArchTest
  static final ArchRule RESULTS_DO_NOT_DEPEND_ON_THE_TIME =
      noClasses()
          .that(in(Modules.ALL))
          .and(not(resideInAPackage("org.bcnn.tasks.bench..")))
          .and(
              not(
                  simpleNameContaining("Provenance")
                      .or(simpleNameContaining("Progress"))
                      .or(simpleNameContaining("TensorBoard"))
                      .or(simpleNameContaining("Stopwatch"))))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .accessTargetWhere(
              method(System.class, "currentTimeMillis")
                  .or(method(System.class, "nanoTime"))
                  .or(nowOfJavaTime()))
          .because(
              "only provenance, progress, its event files and benchmarks have to do with the time");

  @ArchTest
  static final ArchRule THE_CONSOLE_BELONGS_TO_THE_COMMAND_LINE =
      noClasses()
          .that(in(Modules.ALL))
          .and(not(resideInAPackage("org.bcnn.tasks.cli..")))
          .should(ACCESS_STANDARD_STREAMS)
          .orShould(accessField(System.class, "in"));

  @ArchTest
  static final ArchRule CONCRETE_CLASSES_ARE_FINAL =
      classes()
          .that(in(Modules.ALL))
          .and(
              resideInAnyPackage(
                  "org.bcnn.graph",
                  "org.bcnn.layer",
                  "org.bcnn.prior",
                  "org.bcnn.posterior",
                  "org.bcnn.objective"))
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .haveModifier(JavaModifier.FINAL)
          .because("they vary by composition");

  private CodeRules() {}

  /** Calls of, and references to, a method. */
  private static DescribedPredicate<JavaAccess<?>> method(Class<?> owner, String name) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + name,
        access ->
            access.getTargetOwner().isEquivalentTo(owner)
                && access.getTarget().getName().equals(name));
  }

  private static DescribedPredicate<JavaAccess<?>> nowOfJavaTime() {
    return DescribedPredicate.describe(
        "now of java.time",
        access ->
            access.getTargetOwner().getPackageName().startsWith("java.time")
                && access.getTarget().getName().equals("now"));
  }
}
