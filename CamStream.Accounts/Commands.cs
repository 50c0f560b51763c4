using System.CommandLine;
using CamStream.Frames;

namespace CamStream.Accounts;

/// <summary>The command line.</summary>
internal static class Commands
{
    private const string Local = "artifacts/broker";
    private const string Cluster = "deploy/k8s/overlays/pi/accounts";

    private static readonly Argument<string> _name = new("NAME") { Description = $"a camera id: {CameraId.Rule}" };

    private static readonly Argument<string[]> _hosts = new("HOST")
    {
        Description = "names and addresses by which the broker and the page are reached; cameras are told the first",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> _accounts = new("--accounts")
    {
        Description = $"the folder with the accounts ({Local}: of ./camstream run)",
        Recursive = true,
    };

    private static readonly Option<bool> _cluster = new("--cluster")
    {
        Description = $"the accounts of the cluster ({Cluster})",
        Recursive = true,
    };

    private static readonly Option<string?> _output = new("--output")
    {
        Description =
            "a file for the edge.json, in place of standard output: for its owner's eyes only, and left alone when there is no new account",
    };

    public static RootCommand Create(TimeProvider time) =>
        new("Who may sign in at the broker.")
        {
            new Command("camera", "accounts of cameras")
            {
                AddCommand(),
                Command(
                    "remove",
                    "takes a camera's account away",
                    [_name],
                    (given, folder) => folder.RemoveCamera(given.GetValue(_name)!)
                ),
                Command(
                    "list",
                    "the cameras that have one",
                    [],
                    (_, folder) => Console.Write(string.Concat(folder.Cameras.Select(camera => camera + '\n')))
                ),
            },
            Command(
                "broker",
                "makes what a cluster needs: Ingest's account, an authority, a certificate",
                [_hosts],
                (given, folder) =>
                {
                    folder.Prepare(given.GetValue(_hosts)!, time);
                    Console.Error.WriteLine(
                        $"{folder.Path} has what the broker needs. Keep it safe, and out of the repository."
                    );
                }
            ),
            _accounts,
            _cluster,
        };

    private static Command AddCommand()
    {
        var add = Command(
            "add",
            "makes a camera's account and prints its edge.json",
            [_name],
            (given, folder) => Add(folder, given.GetValue(_name)!, given.GetValue(_cluster), given.GetValue(_output))
        );
        add.Add(_output);
        return add;
    }

    private static void Add(AccountsFolder folder, string camera, bool cluster, string? output)
    {
        var host = folder.Host;
        if (host is null && cluster)
            throw new InvalidOperationException(
                $"{folder.Path} has no broker yet that a camera could be told of: ./camstream broker HOST --cluster comes first."
            );
        var password = folder.AddCamera(camera);
        var file = host is null ? EdgeFile.For(camera, password) : EdgeFile.For(camera, password, host);
        if (output is null)
            Console.WriteLine(file);
        else
            Write(output, file, folder, camera);
        Console.Error.WriteLine(
            $"""

            {camera} may sign in with this password, which is told only now. {output
                ?? "The above"} is the camera's /etc/camstream/edge.json.
            """
        );
        if (host is not null)
            Console.Error.WriteLine($"It also needs {folder.Authority}, as {EdgeFile.Authority}.");
    }

    // Of an account whose password nobody could be told, nothing stays.
    private static void Write(string output, string file, AccountsFolder folder, string camera)
    {
        try
        {
            PrivateFile.Write(output, file + '\n');
        }
        catch
        {
            folder.RemoveCamera(camera);
            throw;
        }
    }

    private static Command Command(
        string name,
        string description,
        Argument[] arguments,
        Action<ParseResult, AccountsFolder> run
    )
    {
        var command = new Command(name, description);
        foreach (var argument in arguments)
            command.Add(argument);
        command.SetAction(given =>
        {
            try
            {
                run(
                    given,
                    new AccountsFolder(given.GetValue(_accounts) ?? (given.GetValue(_cluster) ? Cluster : Local))
                );
                return 0;
            }
            catch (Exception failure)
                when (failure
                        is InvalidOperationException
                            or IOException
                            or UnauthorizedAccessException
                            or ArgumentException
                )
            {
                Console.Error.WriteLine(failure.Message);
                return 1;
            }
        });
        return command;
    }
}
