package org.bcnn.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.bcnn.it.architecture.Modules.in;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.bcnn.backend.BackendProvider;

/** What a backend shows to the rest. */
final class BackendRules {

  @ArchTest
  static final ArchRule ONLY_THE_PROVIDER_IS_PUBLIC =
      classes()
          .that(in(Modules.BACKENDS))
          .and()
          .areNotAssignableTo(BackendProvider.class)
          .should()
          .notBePublic()
          .andShould()
          .notBeProtected()
          .because("a backend is used through the API");

  @ArchTest
  static final ArchRule SIGNATURES_NAME_NO_ENGINE =
      classes()
          .that(in(Modules.BACKENDS))
          .and()
          .arePublic()
          .should(showNoTypeOf("org.tensorflow.", "ai.djl."))
          .because("no native handle leaves a backend")
          .allowEmptyShould(true);

  private BackendRules() {}

  private static ArchCondition<JavaClass> showNoTypeOf(String... engines) {
    return new ArchCondition<>("show no type of an engine") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        inherited(type).forEach(shown -> report(type, shown, events));
        type.getFields().stream()
            .filter(BackendRules::isShown)
            .forEach(field -> typesOf(field).forEach(shown -> report(field, shown, events)));
        type.getCodeUnits().stream()
            .filter(BackendRules::isShown)
            .forEach(unit -> typesOf(unit).forEach(shown -> report(unit, shown, events)));
      }

      private void report(Object where, JavaClass shown, ConditionEvents events) {
        String name = shown.getBaseComponentType().getName();
        if (Stream.of(engines).anyMatch(name::startsWith)) {
          events.add(SimpleConditionEvent.violated(where, where + " shows " + name));
        }
      }
    };
  }

  private static boolean isShown(HasModifiers member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Set<JavaClass> inherited(JavaClass type) {
    Set<JavaClass> types = new HashSet<>(type.getAllRawInterfaces());
    types.addAll(type.getAllRawSuperclasses());
    return types;
  }

  private static Set<JavaClass> typesOf(JavaField field) {
    return field.getType().getAllInvolvedRawTypes();
  }

  private static Set<JavaClass> typesOf(JavaCodeUnit unit) {
    Set<JavaClass> types = new HashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
    for (JavaType parameter : unit.getParameterTypes()) {
      types.addAll(parameter.getAllInvolvedRawTypes());
    }
    types.addAll(unit.getExceptionTypes());
    return types;
  }
}
