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
        Description = "host names and addresses of the broker and the page; cameras connect to the first",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> _accounts = new("--accounts")
    {
        Description = $"the folder of accounts ({Local}: that of ./camstream run)",
        Recursive = true,
    };

    private static readonly Option<bool> _cluster = new("--cluster")
    {
        Description = $"use the cluster's accounts ({Cluster})",
        Recursive = true,
    };

    private static readonly Option<string?> _output = new("--output")
    {
        Description =
            "write the edge.json to this file, readable by its owner only, not to standard output; "
            + "the file does not change if no account is made",
    };

    public static RootCommand Create(TimeProvider time) =>
        new("Manages the accounts at the broker.")
        {
            new Command("camera", "manages accounts of cameras")
            {
                AddCommand(),
                Command(
                    "remove",
                    "removes a camera's account",
                    [_name],
                    (given, folder) => folder.RemoveCamera(given.GetValue(_name)!)
                ),
                Command(
                    "list",
                    "lists the cameras that have an account",
                    [],
                    (_, folder) => Console.Write(string.Concat(folder.Cameras.Select(camera => camera + '\n')))
                ),
            },
            Command(
                "broker",
                "makes what a cluster's broker needs: Ingest's account, an authority, a certificate",
                [_hosts],
                (given, folder) =>
                {
                    folder.Prepare(given.GetValue(_hosts)!, time);
                    Console.Error.WriteLine(
                        $"{folder.Path} now has what the broker needs. Keep it secret, and out of the repository."
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
                $"{folder.Path} has no certificate of a broker yet. Make one first: "
                    + "./camstream broker HOST --cluster"
            );
        var password = folder.AddCamera(camera);
        var file = host is null ? EdgeFile.For(camera, password) : EdgeFile.For(camera, password, host);
        if (output is null)
            Console.WriteLine(file);
        else
            Write(output, file, folder, camera);
        Console.Error.WriteLine(
            $"""

            {camera} can sign in with this password, which is not shown again. {output
                ?? "The above"} is the camera's /etc/camstream/edge.json.
            """
        );
        if (host is not null)
            Console.Error.WriteLine($"The camera also needs {folder.Authority}, as {EdgeFile.Authority}.");
    }

    // If the password cannot be handed over, the account is removed again.
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
