// bill.sh's admin credits, by the Go code of its documents: `go run billsh_checks.go`.
//
// Reads WALLET_SERVICE_URL and ACCESS_TOKEN; ends with 1 at the first check that fails.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"
)

var (
	base       = strings.TrimSuffix(os.Getenv("WALLET_SERVICE_URL"), "/")
	adminToken = os.Getenv("ACCESS_TOKEN")
	customerID = fmt.Sprintf("go-%d", time.Now().UnixNano())
	checks     = 0
)

const (
	walletAccountID   = "123456789"
	platformAccountID = "999888777"
)

func check(what string, holds bool, shown ...any) {
	if !holds {
		fmt.Fprintln(os.Stderr, append([]any{"failed:", what}, shown...)...)
		os.Exit(1)
	}
	checks++
}

func credit(changes map[string]string) (int, map[string]interface{}) {
	fields := map[string]string{
		"amount_nanos":        "10000000000000",
		"wallet_account_id":   walletAccountID,
		"platform_account_id": platformAccountID,
		"description":         "Service credit — February outage compensation",
		"reason":              "4-hour outage on 2026-02-28 per incident INC-4421",
		"actor_id":            "support-agent-001",
		"actor_name":          "Jane Smith",
		"idempotency_key":     "credit-inc-4421-acme",
	}
	for name, value := range changes {
		fields[name] = value
	}
	body, _ := json.Marshal(fields)

	req, _ := http.NewRequest("POST",
		base+"/admin/v1/customers/"+customerID+"/credits",
		bytes.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+adminToken)
	req.Header.Set("Content-Type", "application/json")

	resp, err := http.DefaultClient.Do(req)
	check("the service answers", err == nil, err)
	defer resp.Body.Close()

	var result map[string]interface{}
	err = json.NewDecoder(resp.Body).Decode(&result)
	check("the answer is an object", err == nil, err)
	return resp.StatusCode, result
}

func history() []map[string]interface{} {
	req, _ := http.NewRequest("GET",
		base+"/admin/v1/customers/"+customerID+"/credits", nil)
	req.Header.Set("Authorization", "Bearer "+adminToken)

	resp, err := http.DefaultClient.Do(req)
	check("the service answers", err == nil, err)
	defer resp.Body.Close()

	var history []map[string]interface{}
	err = json.NewDecoder(resp.Body).Decode(&history)
	check("the history is an array of objects", err == nil, err)
	return history
}

func main() {
	status, result := credit(nil)
	check("a credit is created", status == 201, status, result)
	fmt.Printf("Transfer: %v, Audit: %v\n", result["transfer_id"], result["audit_entry_id"])
	version7 := regexp.MustCompile("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$")
	for _, name := range []string{"transfer_id", "audit_entry_id"} {
		id, _ := result[name].(string)
		check(name+" is a UUID of version 7", version7.MatchString(id), id)
	}

	status, again := credit(nil)
	check("a replay is 200", status == 200, status, again)
	check("a replay answers the same", again["transfer_id"] == result["transfer_id"], again)
	for _, name := range []string{"amount_nanos", "description", "actor_name"} {
		status, answer := credit(map[string]string{name: "7"})
		check("the key with another "+name+" is 409", status == 409, status, answer)
		_, isObject := answer["error"].(map[string]interface{})
		check("and is told as an error", isObject, answer)
	}
	status, answer := credit(map[string]string{"amount_nanos": "1.5", "idempotency_key": "2"})
	check("a fraction is 400", status == 400, status, answer)

	entries := history()
	check("one credit was given", len(entries) == 1, entries)
	for _, entry := range entries {
		fmt.Printf("%v — %v by %v\n",
			entry["created_at"], entry["amount_nanos"], entry["actor_name"])
	}
	text, _ := entries[0]["amount_nanos"].(string)
	amount, isInteger := new(big.Int).SetString(text, 10)
	check("the amount is an integer in a string", isInteger, text)
	check("of ten dollars", amount.Cmp(big.NewInt(10_000_000_000_000)) == 0, text)
	check("by whom is told", entries[0]["actor_name"] == "Jane Smith", entries[0])
	fmt.Printf("ok %d checks\n", checks)
}
