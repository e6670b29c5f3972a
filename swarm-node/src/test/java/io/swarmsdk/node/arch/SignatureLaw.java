package io.swarmsdk.node.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a caller can see of an exported class names no internal and no generated type: such types may change at any
 * time, and a caller on the module path could not even read them.
 */
final class SignatureLaw {
    /** Generated, and public by intention: its contract is the {@code .proto} file. */
    static final String CONTROL_API = "io.swarmsdk.node.api";

    static final ArchRule NO_HIDDEN_TYPE_IN_A_PUBLIC_SIGNATURE = classes()
            .that(areExported())
            .should(nameOnlyOpenTypes())
            .because("internal and generated types are not for callers");

    private SignatureLaw() {}

    private static DescribedPredicate<JavaClass> areExported() {
        return DescribedPredicate.describe(
                "are exported",
                type -> isVisible(type)
                        && !isInternal(type)
                        && !type.getPackageName().equals(CONTROL_API));
    }

    private static boolean isVisible(JavaClass type) {
        return isOpen(type.getModifiers())
                && type.getEnclosingClass().map(SignatureLaw::isVisible).orElse(true);
    }

    private static boolean isOpen(Collection<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }

    private static Optional<String> whyHidden(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        String in = element.getPackageName() + ".";
        if (isInternal(element)) {
            return Optional.of("internal");
        }
        boolean generated = in.startsWith(CONTROL_API + ".")
                || in.startsWith("com.google.protobuf.")
                || in.startsWith("io.grpc.")
                || element.isAssignableTo("com.google.protobuf.GeneratedMessage");
        return generated ? Optional.of("generated") : Optional.empty();
    }

    private static ArchCondition<JavaClass> nameOnlyOpenTypes() {
        return new ArchCondition<>("name only open types in what callers see") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var above = new ArrayList<JavaType>(type.getInterfaces());
                type.getSuperclass().ifPresent(above::add);
                type.getTypeParameters().forEach(parameter -> above.addAll(parameter.getUpperBounds()));
                report(type, type.getName(), above, events);
                for (JavaField field : type.getFields()) {
                    if (isOpen(field.getModifiers())) {
                        report(type, field.getFullName(), List.of(field.getType()), events);
                    }
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isOpen(unit.getModifiers())) {
                        report(type, unit.getFullName(), named(unit), events);
                    }
                }
            }
        };
    }

    private static List<JavaType> named(JavaCodeUnit unit) {
        var named = new ArrayList<JavaType>(unit.getParameterTypes());
        named.add(unit.getReturnType());
        named.addAll(unit.getExceptionTypes());
        for (JavaTypeVariable<? extends JavaMember> variable : variables(unit)) {
            named.addAll(variable.getUpperBounds());
        }
        return named;
    }

    private static List<JavaTypeVariable<? extends JavaMember>> variables(JavaCodeUnit unit) {
        return new ArrayList<>(unit.getTypeParameters());
    }

    private static void report(JavaClass type, String where, List<JavaType> named, ConditionEvents events) {
        named.stream()
                .flatMap(each -> each.getAllInvolvedRawTypes().stream())
                .distinct()
                .forEach(raw -> whyHidden(raw)
                        .ifPresent(why -> events.add(SimpleConditionEvent.violated(
                                type, where + " names the " + why + " type " + raw.getName()))));
    }
}
