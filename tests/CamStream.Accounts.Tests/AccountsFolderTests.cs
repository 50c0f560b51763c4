namespace CamStream.Accounts;

public sealed class AccountsFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("camstream-accounts-");

    private AccountsFolder Folder => new(Path.Combine(_parent.FullName, "accounts"));

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void A_camera_gets_its_own_password_and_its_account_can_be_removed()
    {
        var passwords = new[] { Folder.AddCamera("garden"), Folder.AddCamera("front-door") };

        passwords[0].ShouldNotBe(passwords[1]);
        passwords.ShouldAllBe(password => password.Length == 24);
        Folder.Cameras.ShouldBe(["garden", "front-door"]);
        var left = Folder.Passwords.Lines[1];

        Folder.RemoveCamera("garden");

        Folder.Passwords.Lines.ShouldBe([left]);
    }

    [Theory]
    [InlineData("Garden", "'Garden' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.")]
    [InlineData("a:b", "'a:b' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.")]
    [InlineData("a\nb", "'a\nb' is not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.")]
    [InlineData("ingest", "'ingest' is reserved for the Ingest service. Choose another name.")]
    [InlineData("garden", "'garden' already has an account. Remove it before you add it again.")]
    public void Invalid_reserved_and_taken_names_get_no_account(string name, string problem)
    {
        Folder.AddCamera("garden");
        var before = Folder.Passwords.Lines;

        Should.Throw<InvalidOperationException>(() => Folder.AddCamera(name)).Message.ShouldBe(problem);

        Folder.Passwords.Lines.ShouldBe(before);
    }

    [Fact]
    public void A_missing_account_and_the_service_account_cannot_be_removed()
    {
        Folder.Prepare(["localhost"], TimeProvider.System);

        Should
            .Throw<InvalidOperationException>(() => Folder.RemoveCamera("garden"))
            .Message.ShouldBe("'garden' has no account.");
        Should.Throw<InvalidOperationException>(() => Folder.RemoveCamera("ingest"));
        Folder.Passwords.Users.ShouldBe(["ingest"]);
    }

    [Fact]
    public void A_new_certificate_keeps_the_authority_and_all_accounts()
    {
        Folder.Prepare(["mqtt.example"], TimeProvider.System);
        Folder.AddCamera("garden");
        string[] kept = ["passwd", "ingest-password", "ca.crt", "ca.key"];
        var before = kept.Select(Read).ToArray();
        var certificate = Read("tls.crt");

        Folder.Prepare(["other.example", "10.0.0.5"], TimeProvider.System);

        kept.Select(Read).ShouldBe(before);
        Read("tls.crt").ShouldNotBe(certificate);
        Folder.Host.ShouldBe("other.example");

        string Read(string file) => File.ReadAllText(Path.Combine(Folder.Path, file));
    }

    [Fact]
    public void Only_the_owner_can_read_the_files()
    {
        Folder.Prepare(["localhost"], TimeProvider.System);
        Folder.AddCamera("garden");

        var others =
            UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;
        (new DirectoryInfo(Folder.Path).UnixFileMode & others).ShouldBe(UnixFileMode.None);
        new DirectoryInfo(Folder.Path)
            .GetFiles()
            .ShouldAllBe(file => (file.UnixFileMode & others) == UnixFileMode.None);
    }
}
