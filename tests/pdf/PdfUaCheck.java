import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds PDF files against PDF/UA-1 (ISO 14289-1) with veraPDF, one file path per line of standard input.
 *
 * Answers on standard output, a tab between fields: a line "FAIL clause test count message place" for each rule
 * that fails, then one line "DONE pass|fail|unreadable rules checks words". The profile is read with DOM because
 * the jar's JAXB has no implementation in it.
 */
public class PdfUaCheck {
    private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // the library's own words must not mix with the answers
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = in.readLine(); path != null; path = in.readLine()) {
            check(path, profile, out);
        }
    }

    private static void check(String path, ValidationProfile profile, PrintStream out) {
        int rules = profile.getRules().size();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<RuleId, TestAssertion> first = new HashMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    first.putIfAbsent(found.getRuleId(), found);
                }
            }
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                TestAssertion example = first.get(failed.getKey());
                String message = example == null ? "" : example.getErrorMessage();
                if (example != null && message == null) {
                    message = example.getMessage();
                }
                String place = example == null ? "" : example.getLocation().getContext();
                out.println("FAIL\t" + failed.getKey().getClause() + "\t" + failed.getKey().getTestNumber() + "\t"
                        + failed.getValue() + "\t" + oneLine(message) + "\t" + oneLine(place));
            }
            boolean passed = result.isCompliant() && result.getFailedChecks().isEmpty();
            out.println("DONE\t" + (passed ? "pass" : "fail") + "\t" + rules + "\t" + result.getTotalAssertions() + "\t");
        } catch (Exception | StackOverflowError | OutOfMemoryError problem) {
            out.println("DONE\tunreadable\t" + rules + "\t0\t" + oneLine(problem.toString()));
        }
    }

    private static ValidationProfile profile() throws Exception {
        Document xml;
        try (InputStream stream = PdfUaCheck.class.getResourceAsStream(PROFILE)) {
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(xml.getDocumentElement(), "rule")) {
            Element id = all(rule, "id").get(0);
            RuleId ruleId = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            List<ErrorArgument> arguments = new ArrayList<>();
            for (Element argument : all(rule, "argument")) {
                String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
                arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
            }
            Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                    text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), arguments), new ArrayList<Reference>()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : all(xml.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException("no rule found in " + PROFILE);
        }
        return Profiles.profileFromValues(PDFAFlavour.PDFUA_1,
                Profiles.profileDetailsFromValues("PDF/UA-1", "ISO 14289-1:2014", "veraPDF Consortium", new Date(0)),
                "", rules, variables);
    }

    private static List<Element> all(Element parent, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element parent, String tag) {
        return all(parent, tag).get(0).getTextContent();
    }

    private static String oneLine(String words) {
        return words == null ? "" : words.replaceAll("\\s+", " ").trim();
    }
}
