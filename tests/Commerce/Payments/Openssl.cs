using System.Diagnostics;
using System.Text;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>The other side of every signature: keys, signatures and checks made by the openssl program, none of our code.</summary>
internal sealed class Openssl : IDisposable
{
    private readonly TempFolder folder = new();

    public Openssl(string name)
    {
        Private = Path.Combine(folder.Path, $"{name}.key");
        Public = Path.Combine(folder.Path, $"{name}.pub");
        Run(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", Private], []);
        Run(["pkey", "-in", Private, "-pubout", "-out", Public], []);
    }

    private string Private { get; }
    private string Public { get; }

    public string PrivatePem => File.ReadAllText(Private);
    public string PublicPem => File.ReadAllText(Public);

    public string CertificatePem()
    {
        var path = Path.Combine(folder.Path, "cert.pem");
        Run(["req", "-new", "-x509", "-key", Private, "-subj", "/CN=channel", "-days", "3650", "-out", path], []);
        return File.ReadAllText(path);
    }

    public string Sign(string text) => Convert.ToBase64String(Run(["dgst", "-sha256", "-sign", Private], Encoding.UTF8.GetBytes(text)).Output);

    public bool Verifies(string text, string signature)
    {
        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, Convert.FromBase64String(signature));
        return Run(["dgst", "-sha256", "-verify", Public, "-signature", path], Encoding.UTF8.GetBytes(text), mayFail: true).Code == 0;
    }

    public void Dispose() => folder.Dispose();

    private static (int Code, byte[] Output) Run(string[] args, byte[] input, bool mayFail = false)
    {
        var start = new ProcessStartInfo("openssl") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in args) start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(mayFail || process.ExitCode == 0, errors.Result);
        return (process.ExitCode, output.ToArray());
    }
}
