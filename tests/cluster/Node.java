import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of OpenSearch. Arguments: a folder, then settings as name=value.
 * It ends when its standard input does, so that no node outlives the program that started it, however that one ended.
 */
public class Node {
    public static void main(String[] arguments) throws IOException {
        OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner)));
        runner.onBuild((number, settings) -> {
            for (int at = 1; at < arguments.length; at++) {
                String[] pair = arguments[at].split("=", 2);
                settings.put(pair[0], pair[1]);
            }
        });
        runner.build(OpenSearchRunner.newConfigs().basePath(arguments[0]).numOfNode(1));
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    private static void close(OpenSearchRunner runner) {
        try {
            runner.close();
        } catch (IOException error) {
            System.err.println(error);
        }
    }
}
