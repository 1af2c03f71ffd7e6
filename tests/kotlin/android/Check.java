import java.io.File;
import java.io.FileInputStream;
import java.util.List;
import java.util.Set;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.PrintWriterLogger;

/** Checks that the classes in a folder only use what a signature has: Check SIGNATURE FOLDER. */
public class Check {
    /** Other libraries, and uniffi's bindings, which look for a class before they use it. */
    private static final Set<String> IGNORED = Set.of("kotlin.*", "kotlinx.*", "com.sun.jna.*", "org.jspecify.*", "io.plock.*");

    public static void main(String[] args) throws Exception {
        try (FileInputStream signature = new FileInputStream(args[0])) {
            SignatureChecker checker = new SignatureChecker(signature, IGNORED, new PrintWriterLogger(System.out));
            checker.setSourcePath(List.of());
            File[] classes = new File(args[1]).listFiles((folder, name) -> name.endsWith(".class"));
            checker.process(classes);
            if (classes.length == 0 || checker.isSignatureBroken()) {
                System.exit(1);
            }
        }
        System.out.println("ok");
    }
}
